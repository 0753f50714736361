using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Demo.Actions;
using ReFlow.Demo.Story;
using ReFlow.Demo.Wallets;
using ReFlow.Domain;

namespace ReFlow.Demo.Live;

/// <summary>Looks at the chain for the chooser. Bounded: of loans that have ended, only a few are looked at each time, in turn.</summary>
sealed class WorldReader(EthereumClient chain, ContractAddresses contracts, LoanReader reader, UsdtFunds funds)
{
    const int EndedLoansAtOnce = 4;

    readonly List<(LoanRef Loan, Address Address)> _loans = [];
    long _nextBlock;
    int _turn;

    public async Task<World> ReadAsync(CancellationToken cancellationToken)
    {
        var head = await chain.GetHeaderAsync(BlockReference.Latest, cancellationToken) ?? throw new InvalidOperationException("A chain has a head.");
        await DiscoverAsync(head.Number, cancellationToken);

        var states = await chain.CallManyAsync([.. _loans.Select(loan => new TransactionCall(loan.Address, LoanContract.EncodeState()))], head.Number, cancellationToken);
        var ended = _loans.Where((_, index) => !IsOpen(states[index])).ToList();
        var turn = Enumerable.Range(0, Math.Min(EndedLoansAtOnce, ended.Count)).Select(offset => ended[(_turn + offset) % ended.Count]);
        _turn += EndedLoansAtOnce;

        var snapshots = new List<LoanSnapshot>();
        var positions = new List<Position>();
        foreach (var (loan, address) in _loans.Where((_, index) => IsOpen(states[index])).Concat(turn))
        {
            snapshots.Add(await reader.ReadAsync(loan, address, head, cancellationToken));
            positions.AddRange(await ReadPositionsAsync(loan, address, head.Number, cancellationToken));
        }

        var balances = new Dictionary<Actor, decimal>();
        foreach (var investor in Actors.Investors)
            balances[investor] = await funds.GetBalanceAsync(investor, cancellationToken);
        return new World(head.Timestamp, snapshots, positions, balances, _loans.Count);
    }

    /// <summary>The contract of a loan that was seen in a world; null for one that is yet to be created.</summary>
    public Address? AddressOf(LoanRef loan) => _loans.Find(known => known.Loan == loan) is { Loan: not null } known ? known.Address : null;

    async Task DiscoverAsync(long headNumber, CancellationToken cancellationToken)
    {
        if (_nextBlock > headNumber + 1)
        {
            // The chain is shorter than before: another state was loaded.
            _loans.Clear();
            _nextBlock = 0;
        }

        if (_nextBlock > headNumber)
            return;
        var logs = await chain.GetLogsAsync(_nextBlock, headNumber, new LogFilter([contracts.Factory]), cancellationToken);
        foreach (var log in logs)
        {
            if (LoanCreated.TryDecode(log, out var created))
                _loans.Add((new LoanRef(created.LoanId, LoanMetadata.NameIn(created.MetadataUri) ?? created.Loan.ToString()), created.Loan));
        }

        _nextBlock = headNumber + 1;
    }

    async Task<IEnumerable<Position>> ReadPositionsAsync(LoanRef loan, Address address, long block, CancellationToken cancellationToken)
    {
        var holders = Actors.Investors.Select(ActorWallets.AddressOf).ToList();
        var balances = await chain.CallManyAsync([.. holders.Select(holder => new TransactionCall(address, LoanContract.EncodeBalanceOf(holder)))], block, cancellationToken);
        var pending = await chain.CallManyAsync([.. holders.Select(holder => new TransactionCall(address, LoanContract.EncodePendingDistribution(holder)))], block, cancellationToken);
        return Actors.Investors
            .Select((holder, index) => new Position(
                loan,
                holder,
                Usdt.FromBaseUnits(LoanContract.DecodeBalanceOf(balances[index])),
                Usdt.FromBaseUnits(LoanContract.DecodePendingDistribution(pending[index]))))
            .Where(position => position.BalanceTokens > 0 || position.ClaimableUsdt > 0);
    }

    static bool IsOpen(byte[] state) => LoanContract.DecodeState(state) is LoanStatus.Funding or LoanStatus.Active or LoanStatus.Late;
}
