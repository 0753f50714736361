using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.Signing;
using ReFlow.Data;
using ReFlow.Domain;
using ReFlow.Testing;

namespace ReFlow.Operator.Tests;

/// <summary>A migrated database and a chain with the contracts; loans are made on the chain and written to the read model as the indexer would.</summary>
sealed class OperatorScene : IAsyncDisposable
{
    const decimal TargetUsdt = 1_000m;

    int _loans;

    OperatorScene(OwnChain chain, string database)
    {
        Chain = chain;
        Database = database;
    }

    public OwnChain Chain { get; }
    public string Database { get; }

    public static async Task<OperatorScene> CreateAsync(OperatorServers servers, CancellationToken cancellationToken)
    {
        var scene = new OperatorScene(await OwnChain.StartAsync(cancellationToken: cancellationToken), await servers.CreateDatabaseAsync(cancellationToken));
        await using var context = scene.CreateContext();
        await context.Database.MigrateAsync(cancellationToken);
        return scene;
    }

    public OperatorProcess Start(Death death = Death.None, OperatorOptions? options = null) => new(Database, Chain.Url, death, options);

    /// <summary>Takes the process's work away without asking it: its database sessions end.</summary>
    public async Task KillSessionsAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Database + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var kill = new NpgsqlCommand(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", connection);
        await kill.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A loan that investors have paid in full, ready for draw-down.</summary>
    public async Task<Address> AddFundedLoanAsync(CancellationToken cancellationToken)
    {
        var number = ++_loans;
        var loanId = Keccak256.Hash(Encoding.UTF8.GetBytes($"operator test loan {number}"));
        var head = await Chain.Client.GetHeaderAsync(BlockReference.Latest, cancellationToken);
        var terms = Terms(head!.Timestamp);
        using var originator = new TransactionSender(Chain.Client, DevelopmentAccounts.Originator);
        using var investor = new TransactionSender(Chain.Client, DevelopmentAccounts.Investors[0]);
        using var admin = new TransactionSender(Chain.Client, DevelopmentAccounts.Admin);

        var onChain = new OnChainLoanTerms(terms, DevelopmentAccounts.Originator.Address, DevelopmentAccounts.Treasury.Address, loanId);
        await originator.SendAsync(DevelopmentDeployment.Factory, LoanFactoryContract.EncodeCreateLoan(loanId, onChain, "data:,"), cancellationToken);
        var loan = LoanFactoryContract.DecodeLoanAddress(
            await Chain.Client.CallAsync(DevelopmentDeployment.Factory, LoanFactoryContract.EncodeLoanAddress(loanId), cancellationToken));
        await admin.SendAsync(DevelopmentDeployment.Usdt, TetherUsdContract.EncodeIssue(investor.Address, Usdt.ToBaseUnits(TargetUsdt)), cancellationToken);
        await investor.SendAsync(DevelopmentDeployment.Usdt, TetherUsdContract.EncodeApprove(loan, Usdt.ToBaseUnits(TargetUsdt)), cancellationToken);
        await investor.SendAsync(loan, LoanContract.EncodeInvest(Usdt.ToBaseUnits(TargetUsdt)), cancellationToken);
        await IndexAsync(loan, loanId, terms, cancellationToken);
        return loan;
    }

    /// <summary>Draw-downs of a loan that the chain has seen.</summary>
    public async Task<int> CountDrawDownsAsync(Address loan, CancellationToken cancellationToken)
    {
        var head = await Chain.Client.GetBlockNumberAsync(cancellationToken);
        var logs = await Chain.Client.GetLogsAsync(0, head, new LogFilter([loan]), cancellationToken);
        return logs.Count(log => DrawnDown.TryDecode(log, out _));
    }

    /// <summary>The indexer's cursor, for what the operator reads of it: which chain the read model follows.</summary>
    public async Task FollowChainAsync(CancellationToken cancellationToken)
    {
        var genesis = (await Chain.Client.GetHeaderAsync(BlockReference.Earliest, cancellationToken))!;
        await using var context = CreateContext();
        context.SyncCursors.Add(new SyncCursor
        {
            ChainId = OperatorProcess.ChainId,
            GenesisHash = genesis.Hash,
            BlockNumber = 0,
            BlockHash = genesis.Hash,
            BlockTime = genesis.Timestamp,
            Epoch = 1,
        });
        await context.SaveChangesAsync(cancellationToken);
    }

    public Task MineAsync(int blocks, CancellationToken cancellationToken) => Chain.SendAsync("anvil_mine", [blocks], cancellationToken);

    public Task StopMiningAsync(CancellationToken cancellationToken) => Chain.SendAsync("evm_setAutomine", [false], cancellationToken);

    public ReFlowDbContext CreateContext() => new(new DbContextOptionsBuilder<ReFlowDbContext>().UseNpgsql(Database + ";Pooling=false").Options);

    public ValueTask DisposeAsync() => Chain.DisposeAsync();

    async Task IndexAsync(Address loan, Hash32 loanId, LoanTerms terms, CancellationToken cancellationToken)
    {
        await using var context = CreateContext();
        context.Loans.Add(new Loan
        {
            Id = DeterministicId.ForLoan(loan),
            Address = loan,
            LoanId = loanId,
            Originator = DevelopmentAccounts.Originator.Address,
            Borrower = DevelopmentAccounts.Treasury.Address,
            PrincipalTargetUsdt = terms.PrincipalTargetUsdt,
            MinimumRaiseUsdt = terms.MinimumRaiseUsdt,
            MinimumTicketUsdt = terms.MinimumTicketUsdt,
            MaximumTicketUsdt = terms.MaximumTicketUsdt,
            FundingDeadline = terms.FundingDeadline,
            AnnualRateBps = terms.AnnualRateBps,
            LateRateBps = terms.LateRateBps,
            OriginationFeeBps = terms.OriginationFeeBps,
            PlatformFeeBps = terms.PlatformFeeBps,
            RepaymentKind = terms.RepaymentKind,
            PeriodSeconds = terms.PeriodSeconds,
            InstalmentCount = terms.InstalmentCount,
            GraceSeconds = terms.GraceSeconds,
            DefaultAfterSeconds = terms.DefaultAfterSeconds,
            MetadataUri = "data:,",
            DocumentHash = loanId,
            MetadataVerified = false,
            Phase = LoanPhase.Funding,
            PhaseChangedAt = terms.FundingDeadline,
            RaisedUsdt = TargetUsdt,
            TotalSupplyTokens = TargetUsdt,
            CreatedAt = DateTimeOffset.UnixEpoch,
            CreatedBlockNumber = 1,
            UpdatedBlockNumber = 1,
            UpdatedBlockHash = Hash32.Zero,
        });
        await context.SaveChangesAsync(cancellationToken);
    }

    public static LoanTerms Terms(DateTimeOffset now) => new()
    {
        PrincipalTargetUsdt = TargetUsdt,
        MinimumRaiseUsdt = 600m,
        MinimumTicketUsdt = 10m,
        MaximumTicketUsdt = TargetUsdt,
        FundingDeadline = now.AddDays(10),
        AnnualRateBps = 1200,
        LateRateBps = 500,
        OriginationFeeBps = 0,
        PlatformFeeBps = 100,
        RepaymentKind = RepaymentKind.Bullet,
        PeriodSeconds = 86_400 * 30,
        InstalmentCount = 1,
        GraceSeconds = 86_400 * 5,
        DefaultAfterSeconds = 86_400 * 60,
    };
}
