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
    BlockHeader? _discoveredTo;
    int _turn;

    public async Task<World> ReadAsync(CancellationToken cancellationToken)
    {
        var head = await chain.GetHeaderAsync(BlockReference.Latest, cancellationToken) ?? throw new InvalidOperationException("A chain has a head.");
        await DiscoverAsync(head, cancellationToken);

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

    async Task DiscoverAsync(BlockHeader head, CancellationToken cancellationToken)
    {
        if (_discoveredTo is { } last && (await chain.GetHeaderAsync(last.Number, cancellationToken))?.Hash != last.Hash)
        {
            // A node that was restarted lost its last blocks, or another state was loaded: loans that are known may not exist there.
            _loans.Clear();
            _discoveredTo = null;
        }

        var from = _discoveredTo?.Number + 1 ?? 0;
        if (from > head.Number)
            return;
        var logs = await chain.GetLogsAsync(from, head.Number, new LogFilter([contracts.Factory]), cancellationToken);
        foreach (var log in logs)
        {
            if (LoanCreated.TryDecode(log, out var created))
                _loans.Add((new LoanRef(created.LoanId, LoanMetadata.NameIn(created.MetadataUri) ?? created.Loan.ToString()), created.Loan));
        }

        _discoveredTo = head;
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
