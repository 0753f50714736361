using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Indexer.Audit;
using ReFlow.Indexer.Commands;
using ReFlow.Indexer.Health;
using ReFlow.Indexer.Outbox;
using ReFlow.Indexer.Proof;
using ReFlow.Indexer.Settlement;
using ReFlow.Indexer.Storage;
using ReFlow.Indexer.Sync;
using ReFlow.Indexer.Telemetry;
using ReFlow.ServiceDefaults;
using ReFlow.ServiceDefaults.Health;
using StackExchange.Redis;

namespace ReFlow.Indexer;

static class IndexerServices
{
    public static IHostApplicationBuilder AddIndexerServices(this IHostApplicationBuilder builder)
    {
        builder.AddNpgsqlDbContext<ReFlowDbContext>(ResourceNames.Database);
        builder.AddRedisClient(ResourceNames.Cache);
        builder.AddEthereumClient(ResourceNames.Chain);
        // One line per statement would be one per block and more.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Warning).AddFilter("Npgsql.Command", LogLevel.Warning);

        var services = builder.Services;
        services.AddOptions<IndexerOptions>().BindConfiguration(IndexerOptions.Section)
            .PostConfigure(options => options.CompleteFor(isDevelopmentChain: builder.Configuration["ReFlow:ChainId"] is null or "31337"))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<IndexerOptions>>().Value);
        services.AddSingleton(ContractAddresses.FromConfiguration(builder.Configuration));
        services.AddSingleton(new DatabaseConnection(builder.Configuration.GetRequiredConnectionString(ResourceNames.Database)));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ICommitPoints, NoCommitPoints>();

        services.AddSingleton<SyncState>();
        services.AddSingleton<IndexerTelemetry>();
        services.AddSingleton<ReadModelTables>();
        services.AddSingleton<CursorStore>();
        services.AddSingleton<FoldStateReader>();
        services.AddSingleton<ReadModelWriter>();
        services.AddSingleton<DeferredSchema>();
        services.AddSingleton<Rewinder>();
        services.AddSingleton<AncestorFinder>();
        services.AddSingleton<OrphanMark>();
        services.AddSingleton<HistoryProof>();
        services.AddSingleton<HeadSignal>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<SettlementStore>();
        services.AddSingleton<ReplacementFinder>();
        services.AddSingleton<OutboxBound>();
        // Connecting waits for a Redis that is down; only the relay shall wait, and only when it has something to send.
        services.AddSingleton(provider => new Lazy<IConnectionMultiplexer>(provider.GetRequiredService<IConnectionMultiplexer>));
        services.AddSingleton<ChainAudit>();
        services.AddSingleton<AuditState>();
        services.AddSingleton<AuditTelemetry>();
        services.AddSingleton<FullAudit>();
        services.AddSingleton<RunningCommand>();
        services.AddSingleton<IIndexerCommand, VerifyCommand>();
        foreach (var fromChain in new[] { false, true })
            services.AddSingleton<IIndexerCommand>(provider => ActivatorUtilities.CreateInstance<ReindexCommand>(provider, fromChain));
        services.AddSingleton<IIndexerCommand, StatusCommand>();
        services.AddSingleton<IIndexerCommand, ProveCommand>();
        services.AddHostedService<BackgroundAuditor>();
        services.AddHostedService<IndexerWorker>();
        services.AddHostedService<OutboxRelay>();
        services.AddHealthChecks()
            .AddCheck<SyncHealthCheck>("sync", HealthStatus.Unhealthy, [HealthTags.Ready])
            .AddCheck<AuditHealthCheck>("audit", HealthStatus.Degraded, [HealthTags.Ready]);
        return builder;
    }
}
