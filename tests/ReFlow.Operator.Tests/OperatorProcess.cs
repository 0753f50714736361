using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.JsonRpc;
using ReFlow.Chain.Signing;
using ReFlow.Data;
using ReFlow.Operator.Administration;
using ReFlow.Operator.Sending;
using ReFlow.Operator.Signing;
using ReFlow.Testing;

namespace ReFlow.Operator.Tests;

/// <summary>The operator's parts as one start of the service has them; it can die at a chosen point.</summary>
sealed class OperatorProcess : IAsyncDisposable
{
    public const long ChainId = 31337;

    readonly NpgsqlDataSource _dataSource;
    readonly LeaseDatabase _leaseDatabase;
    SenderLease? _lease;

    public OperatorProcess(string database, string chainUrl, Death death = Death.None, OperatorOptions? options = null, HttpMessageHandler? node = null)
    {
        Options = options ?? new OperatorOptions { PollSeconds = 0.05 };
        _dataSource = NpgsqlDataSource.Create(database);
        _leaseDatabase = new LeaseDatabase(database);
        Contexts = new ContextFactory(
            new DbContextOptionsBuilder<ReFlowDbContext>().UseNpgsql(_dataSource).AddInterceptors(new DyingCommit(death)).Options);
        Chain = new EthereumClient(new JsonRpcClient(new Uri(chainUrl), new HttpClient(node ?? new DyingBroadcast(death))), ChainId);

        var time = TimeProvider.System;
        var policy = new SigningPolicy(Chain, DevelopmentDeployment.Addresses);
        Signer = new PolicySigner(DevelopmentAccounts.Operator, ChainId, policy);
        Store = new TransactionStore(Contexts, ChainId, Signer.Sender);
        var broadcaster = new Broadcaster(Chain, Store, Status, time, NullLogger<Broadcaster>.Instance);
        var bumper = new FeeBumper(Chain, Signer, Store, Options, time, NullLogger<FeeBumper>.Instance);
        Sender = new DurableSender(Chain, Signer, Store, broadcaster, Options, time);
        Tracker = new TransactionTracker(Chain, Signer, policy, Store, broadcaster, bumper, Options, Status, time, NullLogger<TransactionTracker>.Instance);
        Administrator = new LoanAdministrator(
            Chain, Signer, policy, new LoanCandidates(Contexts), Store, Sender, Options, Status, NullLogger<LoanAdministrator>.Instance);
        Identity = new ChainIdentity(Chain, Signer, Store, NullLogger<ChainIdentity>.Instance);
        Worker = new OperatorWorker(
            _leaseDatabase, Signer, Tracker, Administrator, Identity, Options, Status, time, NullLogger<OperatorWorker>.Instance);
    }

    public OperatorOptions Options { get; }
    public OperatorStatus Status { get; } = new();
    public IDbContextFactory<ReFlowDbContext> Contexts { get; }
    public EthereumClient Chain { get; }
    public PolicySigner Signer { get; }
    public TransactionStore Store { get; }
    public DurableSender Sender { get; }
    public TransactionTracker Tracker { get; }
    public LoanAdministrator Administrator { get; }
    public ChainIdentity Identity { get; }
    public OperatorWorker Worker { get; }

    /// <summary>Waits for the lease: the server takes a moment to notice that the session before has ended.</summary>
    public async Task<SenderLease> LeadAsync(CancellationToken cancellationToken)
    {
        await Eventually.BecomesAsync(async () => (_lease ??= await TryLeadAsync(cancellationToken)) is not null, cancellationToken);
        return _lease!;
    }

    public Task<SenderLease?> TryLeadAsync(CancellationToken cancellationToken) =>
        SenderLease.TryAcquireAsync(_leaseDatabase, ChainId, Signer.Sender, TimeProvider.System, cancellationToken);

    public async Task<IReadOnlyList<OperatorTransaction>> RowsAsync(CancellationToken cancellationToken)
    {
        await using var context = await Contexts.CreateDbContextAsync(cancellationToken);
        return await context.OperatorTransactions.Include(row => row.Attempts).OrderBy(row => row.Nonce).AsNoTracking().ToListAsync(cancellationToken);
    }

    sealed class ContextFactory(DbContextOptions<ReFlowDbContext> options) : IDbContextFactory<ReFlowDbContext>
    {
        public ReFlowDbContext CreateDbContext() => new(options);
    }

    public async ValueTask DisposeAsync()
    {
        if (_lease is not null)
            await _lease.DisposeAsync();
        await _dataSource.DisposeAsync();
    }
}
