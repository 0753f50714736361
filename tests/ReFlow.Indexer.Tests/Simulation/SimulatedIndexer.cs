using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Npgsql;
using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;
using ReFlow.Data;
using ReFlow.Indexer.Storage;
using ReFlow.Indexer.Sync;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests.Simulation;

/// <summary>
/// The indexer's own services over a simulated node and a real database, driven step by step instead of by its worker. On one thread, and with a
/// node that answers at once, its course is the same every time: only the database is waited for, and never by two at once.
/// </summary>
sealed class SimulatedIndexer : IAsyncDisposable
{
    readonly IHost _host;
    readonly string _reset;
    EthereumClient? _client;
    ChainFollower? _follower;

    SimulatedIndexer(IHost host, NpgsqlDataSource database, string reset) => (_host, Database, _reset) = (host, database, reset);

    public NpgsqlDataSource Database { get; }

    public SimulatedNode Node { get; } = new();

    public RandomCrashes Crashes { get; } = new();

    public VirtualClock Clock { get; } = new();

    public SyncSnapshot State => _host.Services.GetRequiredService<SyncState>().Current;

    public IndexerOptions Options => _host.Services.GetRequiredService<IndexerOptions>();

    // The longest wait is the shortest that jitter makes of the first: all are the same.
    static JsonRpcOptions WithoutJitter { get; } = new() { RetryBaseDelay = TimeSpan.FromMilliseconds(200), RetryMaxDelay = TimeSpan.FromMilliseconds(100) };

    public static async Task<SimulatedIndexer> CreateAsync(IndexerServers servers, CancellationToken cancellationToken)
    {
        var connectionString = await servers.CreateDatabaseAsync(cancellationToken);
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:reflow"] = connectionString,
            ["ConnectionStrings:chain"] = "http://simulated",
            ["ConnectionStrings:cache"] = servers.CacheConnectionString,
        });
        builder.AddIndexerServices();

        SimulatedIndexer? indexer = null;
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_ => indexer!.Clock));
        builder.Services.Replace(ServiceDescriptor.Singleton<ICommitPoints>(_ => new RewindsAreTold(() => indexer!.IsMarked(), indexer!.Crashes)));
        builder.Services.Replace(ServiceDescriptor.Transient(_ => indexer!._client!));
        var host = builder.Build();
        var database = NpgsqlDataSource.Create(connectionString);
        await using var context = new ReFlowDbContext(new DbContextOptionsBuilder<ReFlowDbContext>().UseNpgsql(database).Options);
        await context.Database.MigrateAsync(cancellationToken);
        var tables = context.Model.GetEntityTypes().Select(entity => entity.GetTableName()).OfType<string>().Distinct();
        // Foreign keys would ask for an order; nothing is left that they could protect.
        var reset = "set session_replication_role = replica; " + string.Concat(tables.Select(table => $"delete from {table}; ")) + "set session_replication_role = default;";
        return indexer = new SimulatedIndexer(host, database, reset);
    }

    /// <summary>An empty database, and a chain to read.</summary>
    public async Task BeginAsync(SimulatedChain chain, CancellationToken cancellationToken)
    {
        await StopAsync();
        Node.Chain = chain;
        Node.Faults = null;
        Clock.Reset();
        _client = new EthereumClient(new JsonRpcClient([Node], WithoutJitter, Clock), expectedChainId: 31337, Clock);
        Crashes.Stop();
        await using (var command = Database.CreateCommand(_reset))
            await command.ExecuteNonQueryAsync(cancellationToken);
        var genesis = chain.At(0)!;
        await _host.Services.GetRequiredService<CursorStore>().CreateAsync(
            new SyncCursor { ChainId = 31337, GenesisHash = genesis.Hash, BlockNumber = -1, BlockHash = default, BlockTime = DateTimeOffset.UnixEpoch, Epoch = 0 },
            startBlock: null,
            cancellationToken);
    }

    /// <summary>As one turn of the worker: after any failure that passes by itself a new session starts from the database.</summary>
    /// <returns>False when the read model stands at the head that the node showed.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_follower is null)
            {
                _follower = ActivatorUtilities.CreateInstance<ChainFollower>(_host.Services);
                await _follower.StartAsync(await _host.Services.GetRequiredService<CursorStore>().RaiseEpochAsync(cancellationToken), cancellationToken);
            }

            return await _follower.StepAsync(cancellationToken);
        }
        catch (Exception failure) when (RetryPolicy.IsTransient(failure) && failure is not NpgsqlException)
        {
            await StopAsync();
            return true;
        }
    }

    public async Task<(long Number, string Hash)> CursorAsync(CancellationToken cancellationToken)
    {
        await using var command = Database.CreateCommand("select block_number, '0x' || encode(block_hash, 'hex') from sync_cursor");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetString(1));
    }

    /// <summary>Whether the block at the cursor is marked as one that the chain has left.</summary>
    public bool IsMarked()
    {
        // Without a wait, in which something else might go on or not.
        using var command = Database.CreateCommand("select is_orphaned from sync_cursor");
        return (bool)command.ExecuteScalar()!;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _host.Dispose();
        await Database.DisposeAsync();
    }

    /// <summary>Ends the session; the next step begins another from the database.</summary>
    public async Task StopAsync()
    {
        if (_follower is { } follower)
            await follower.DisposeAsync();
        _follower = null;
    }
}
