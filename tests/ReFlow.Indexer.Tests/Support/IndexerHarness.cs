using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using ReFlow.Chain;
using ReFlow.Data;
using ReFlow.Indexer.Sync;

namespace ReFlow.Indexer.Tests.Support;

/// <summary>The indexer as the service registers it, on a database of its own.</summary>
sealed class IndexerHarness : IAsyncDisposable
{
    readonly Dictionary<string, string?> _settings;
    readonly ICommitPoints? _points;
    IHost? _host;

    IndexerHarness(string database, string chainUrl, string cache, ICommitPoints? points)
    {
        _points = points;
        ConnectionString = database;
        DataSource = NpgsqlDataSource.Create(database);
        _settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:reflow"] = database,
            ["ConnectionStrings:chain"] = chainUrl,
            ["ConnectionStrings:cache"] = cache,
            ["ReFlow:Indexer:PollInterval"] = "00:00:00.050",
            ["ReFlow:Indexer:RetryDelay"] = "00:00:00.050",
            ["ReFlow:Indexer:MaximumRetryDelay"] = "00:00:00.200",
        };
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    public IServiceProvider Services => _host?.Services ?? throw new InvalidOperationException("The indexer was not started.");

    public SyncState State => Services.GetRequiredService<SyncState>();

    public CapturedLogs Logs { get; } = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A harness over a fresh, migrated database.</summary>
    public static async Task<IndexerHarness> CreateAsync(IndexerServers servers, string chainUrl, ICommitPoints? points = null, string? cache = null)
    {
        var harness = new IndexerHarness(await servers.CreateDatabaseAsync(Token), chainUrl, cache ?? servers.CacheConnectionString, points);
        await using var context = harness.CreateContext();
        await context.Database.MigrateAsync(Token);
        return harness;
    }

    /// <summary>A second indexer on the same database.</summary>
    public IndexerHarness Twin() => new(ConnectionString, _settings["ConnectionStrings:chain"]!, _settings["ConnectionStrings:cache"]!, points: null);

    public IndexerHarness With(string setting, string value)
    {
        _settings[setting] = value;
        return this;
    }

    public IndexerHarness WithOption(string option, string value) => With($"{IndexerOptions.Section}:{option}", value);

    public async Task<IndexerHarness> StartAsync()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(_settings);
        builder.Logging.AddProvider(Logs);
        builder.AddIndexerServices();
        if (_points is not null)
            builder.Services.Replace(ServiceDescriptor.Singleton(_points));
        _host = builder.Build();
        await _host.StartAsync(Token);
        return this;
    }

    /// <summary>An indexer on this database in a process of its own.</summary>
    public IndexerProcess StartProcess() => IndexerProcess.Start(_settings);

    public async Task StopAsync()
    {
        if (_host is not { } host)
            return;
        _host = null;
        await host.StopAsync(Token);
        host.Dispose();
    }

    /// <summary>Waits until the read model stands on the node's present head.</summary>
    public async Task CatchUpAsync(EthereumClient chain)
    {
        var head = await chain.GetHeaderAsync(BlockReference.Latest, Token);
        // Not the cursor: it may have gone further already, when the node mined another block after it was asked.
        await Eventually.TrueAsync($"block {head!.Number} is indexed", IsIndexedAsync, detail: () => _host is null ? null : State.Current.Problem);

        async Task<bool> IsIndexedAsync()
        {
            await using var context = CreateContext();
            return await context.Blocks.AnyAsync(block => block.Number == head.Number && block.Hash == head.Hash, Token);
        }
    }

    public async Task<SyncCursor?> CursorAsync()
    {
        await using var context = CreateContext();
        return await context.SyncCursors.AsNoTracking().SingleOrDefaultAsync(Token);
    }

    public async Task<HealthReport> HealthAsync() => await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "sync", Token);

    /// <summary>The registered host, for commands that run beside the indexer.</summary>
    public IHost Host => _host ?? throw new InvalidOperationException("The indexer was not started.");

    public async Task ExecuteAsync(string statement)
    {
        await using var command = DataSource.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(Token);
    }

    public Task<ReadModelDigest> DigestAsync() => ReadModelDigest.ComputeAsync(DataSource, Token);

    public async Task<long> CountAsync(string table)
    {
        await using var command = DataSource.CreateCommand($"select count(*) from {table}");
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    public ReFlowDbContext CreateContext() => new(new DbContextOptionsBuilder<ReFlowDbContext>().UseNpgsql(DataSource).Options);

    /// <summary>What a fresh index of the same chain holds.</summary>
    public static async Task<ReadModelDigest> DigestFromScratchAsync(IndexerServers servers, LoanChain chain)
    {
        await using var fresh = await CreateAsync(servers, chain.Node.Url);
        await fresh.StartAsync();
        await fresh.CatchUpAsync(chain.Client);
        await fresh.StopAsync();
        return await fresh.DigestAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await DataSource.DisposeAsync();
    }
}
