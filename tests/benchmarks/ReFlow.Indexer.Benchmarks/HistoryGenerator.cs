using System.Text;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.Signing;
using ReFlow.Domain;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>
/// Makes a history by real transactions to the real contracts, the same one each time: 100 loans created during the first 60 % of the
/// blocks, 2,000 wallets, and in every 50th block the loan of a factory that is not ours.
/// </summary>
sealed class HistoryGenerator(EthereumClient chain, HistoryKind kind)
{
    const int LoanCount = 100;
    const int CountEvery = 250;

    static readonly Hash32 s_decoySalt = Keccak256.Hash("decoy"u8);

    readonly Random _random = new(20_000);
    readonly Address[] _wallets = [.. Enumerable.Range(0, 2_000).Select(index => Address.FromBytes(Keccak256.Hash(BitConverter.GetBytes(index)).ToByteArray().AsSpan(12)))];
    readonly List<Address> _loanAddresses = [];
    readonly List<GeneratedLoan> _loans = [];
    readonly List<Address> _investors = [];
    Address _originator;
    GeneratedLoan? _decoy;

    /// <summary>Generates until the chain has the events that were asked for; gives their exact number.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await chain.RequestAsync<object?>("anvil_setBlockTimestampInterval", [1u], cancellationToken);
        var decoyFactory = await PrepareAsync(cancellationToken);
        _decoy = await CreateAsync(decoyFactory, index: 0, cancellationToken);
        var planned = kind.Events / kind.LogsPerBlock;
        var events = 0;
        var counted = 0L;
        for (var block = 0; ; block++)
        {
            var calls = new List<(Address, byte[])>();
            await FillAsync(calls, block, planned, cancellationToken);
            await SendAsync(_originator, BatchSender.Encode(calls), cancellationToken, 1 + kind.EmptyBlocks);

            // The last blocks may make too many, never too few.
            if (block % CountEvery != 0 && events < kind.Events - (CountEvery * kind.LogsPerBlock))
                continue;
            var head = await chain.GetBlockNumberAsync(cancellationToken);
            events += (await chain.GetLogsAsync(counted + 1, head, new LogFilter([DevelopmentDeployment.Factory, .. _loanAddresses]), cancellationToken)).Count;
            counted = head;
            if (block > 0 && events < block)
                throw new InvalidOperationException($"Only {events} events came of {block} blocks: the contracts refuse what the generator sends.");
            if (events >= kind.Events)
                return events;
        }
    }

    async Task FillAsync(List<(Address To, byte[] Data)> calls, int block, int planned, CancellationToken cancellationToken)
    {
        var logs = 0;
        if (_loans.Count < LoanCount && block >= _loans.Count * planned * 6 / 10 / LoanCount)
        {
            var loan = await CreateAsync(DevelopmentDeployment.Factory, _loans.Count + 1, cancellationToken, calls);
            logs += 1 + loan.Act(calls, _wallets);
            _loans.Add(loan);
        }

        if (block % 50 == 0)
            _decoy!.Act(calls, _wallets);
        while (logs < kind.LogsPerBlock)
            logs += _loans[_random.Next(_loans.Count)].Act(calls, _wallets);
    }

    async Task<GeneratedLoan> CreateAsync(Address factory, int index, CancellationToken cancellationToken, List<(Address To, byte[] Data)>? calls = null)
    {
        var loanId = Keccak256.Hash(Encoding.ASCII.GetBytes($"loan {index}"));
        var answer = await chain.CallAsync(factory, LoanFactoryContract.EncodeLoanAddress(loanId), cancellationToken);
        var address = LoanFactoryContract.DecodeLoanAddress(answer);
        (Address, byte[]) create = (factory, LoanFactoryContract.EncodeCreateLoan(loanId, Terms(), ""));
        if (calls is null)
            await SendAsync(_originator, BatchSender.Encode([create]), cancellationToken);
        else
            calls.Add(create);
        if (factory == DevelopmentDeployment.Factory)
            _loanAddresses.Add(address);
        return new GeneratedLoan(address, _investors, _random);
    }

    // One originator and eight investors that are contracts, so that a transaction can act for all of them; and the decoy's factory.
    async Task<Address> PrepareAsync(CancellationToken cancellationToken)
    {
        await new ContractDeployer(chain).EnsureDeployedAsync(cancellationToken);
        await chain.RequestAsync<object?>("evm_setAutomine", [false], cancellationToken);
        var deployer = DeterministicDeployer.Address;
        var factoryCode = DevelopmentDeployment.Contracts.Single(contract => contract.Address == DevelopmentDeployment.Factory).CallData[Hash32.Length..];
        var decoyFactory = Create2.AddressOf(deployer, s_decoySalt, factoryCode);
        await SendAsync(deployer, [.. s_decoySalt.ToByteArray(), .. factoryCode], cancellationToken);

        for (var index = 0; index < 9; index++)
        {
            var salt = Keccak256.Hash([(byte)index]);
            await SendAsync(deployer, [.. salt.ToByteArray(), .. BatchSender.InitCode], cancellationToken);
            var account = Create2.AddressOf(deployer, salt, BatchSender.InitCode);
            await SendAsync(DevelopmentDeployment.Usdt, TetherUsdContract.EncodeIssue(account, 1_000_000_000_000_000), cancellationToken);
            if (index == 0)
                _originator = account;
            else
                _investors.Add(account);
        }

        foreach (var factory in new[] { DevelopmentDeployment.Factory, decoyFactory })
            await SendAsync(factory, LoanFactoryContract.EncodeSetOriginator(_originator, allowed: true), cancellationToken);
        return decoyFactory;
    }

    OnChainLoanTerms Terms() => new(
        new LoanTerms
        {
            PrincipalTargetUsdt = GeneratedLoan.TargetUsdt(_investors.Count),
            MinimumRaiseUsdt = GeneratedLoan.TargetUsdt(_investors.Count) / 2,
            MinimumTicketUsdt = 10m,
            MaximumTicketUsdt = GeneratedLoan.TargetUsdt(_investors.Count),
            FundingDeadline = DateTimeOffset.FromUnixTimeSeconds(HistoryStore.GenesisSeconds).AddDays(60),
            AnnualRateBps = 1_200,
            LateRateBps = 500,
            OriginationFeeBps = 100,
            PlatformFeeBps = 150,
            RepaymentKind = RepaymentKind.Amortising,
            PeriodSeconds = 30 * 86_400,
            InstalmentCount = 6,
            GraceSeconds = 5 * 86_400,
            DefaultAfterSeconds = 60 * 86_400,
        },
        _originator,
        Borrower: _wallets[0],
        DocumentHash: Keccak256.Hash("{}"u8));

    // Anvil signs for its development accounts. Mined by command: when Anvil mines by itself, it does so some time after it answered.
    async Task SendAsync(Address to, byte[] data, CancellationToken cancellationToken, int blocks = 1)
    {
        var transaction = new Dictionary<string, object> { ["from"] = DevelopmentAccounts.Admin.Address, ["to"] = to, ["data"] = data, ["gas"] = 25_000_000L };
        await chain.RequestAsync<Hash32>("eth_sendTransaction", [transaction], cancellationToken);
        await chain.RequestAsync<object?>("anvil_mine", [blocks], cancellationToken);
    }
}
