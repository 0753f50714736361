using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;
using ReFlow.Hosting;
using ReFlow.Hosting.NodeTools;
using ReFlow.Hosting.State;
using ReFlow.Hosting.Testing;
using Xunit;

namespace ReFlow.Testing;

/// <summary>
/// Real servers for a test assembly, started once through ReFlow.Hosting on random ports, with their data in a temporary folder:
/// <c>[assembly: AssemblyFixture(typeof(TestServers))]</c>, then take it as a constructor parameter.
/// </summary>
public class TestServers : IAsyncLifetime
{
    const string Postgres = "postgres";
    const string Cache = "cache";
    const string Chain = "chain";

    // Generous, because many assemblies share two cores.
    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    DistributedApplication? _app;
    string? _postgres;
    string? _cache;
    string? _chain;
    int _databases;

    /// <summary>Which servers to start; derive a fixture to ask for fewer than all.</summary>
    protected virtual TestServerKinds Kinds => TestServerKinds.All;

    /// <summary>The server's connection string, as the superuser, without a database.</summary>
    public string PostgresConnectionString => _postgres ?? throw NotStarted(Postgres);

    /// <summary>The cache's connection string. All tests of the assembly share one cache: use keys of your own.</summary>
    public string CacheConnectionString => _cache ?? throw NotStarted(Cache);

    /// <summary>The chain's HTTP address; <c>ws://</c> is its WebSocket. All tests of the assembly share one chain.</summary>
    public string ChainUrl => _chain ?? throw NotStarted(Chain);

    /// <summary>A client of the shared chain.</summary>
    public EthereumClient EthereumClient => field ??= new EthereumClient(new JsonRpcClient(new Uri(ChainUrl), _http));

    /// <summary>Creates an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await using var connection = new NpgsqlConnection($"{PostgresConnectionString};Database=postgres;Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
        return $"{PostgresConnectionString};Database={name};Maximum Pool Size=20";
    }

    /// <summary>Starts one more chain, for a test that rewinds, stops or floods it; dispose it afterwards.</summary>
    public static async Task<TestChain> StartChainAsync(CancellationToken cancellationToken = default)
    {
        await RestorePackagesAsync();
        var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddAnvil(Chain);
        return new TestChain(await StartAsync(builder, [Chain], cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // Without time-out: the first time it is a download.
        await RestorePackagesAsync();
        using var timeout = new CancellationTokenSource(s_patience);
        var builder = DistributedApplicationTestingBuilder.Create();
        var resources = new List<string>();
        if (Kinds.HasFlag(TestServerKinds.Postgres))
        {
            builder.AddPostgres(Postgres, password: builder.AddParameter("postgres-password", PostgresTemplate.Password, secret: true));
            resources.Add(Postgres);
        }

        if (Kinds.HasFlag(TestServerKinds.Cache))
        {
            builder.AddRedis(Cache);
            resources.Add(Cache);
        }

        if (Kinds.HasFlag(TestServerKinds.Chain))
        {
            builder.AddAnvil(Chain);
            resources.Add(Chain);
        }

        _app = await StartAsync(builder, resources, timeout.Token);
        _postgres = await ConnectionStringAsync(Postgres);
        _cache = await ConnectionStringAsync(Cache);
        _chain = await ConnectionStringAsync(Chain);

        async Task<string?> ConnectionStringAsync(string name) =>
            resources.Contains(name) ? await _app.GetConnectionStringAsync(name, timeout.Token) : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        NpgsqlConnection.ClearAllPools();
        if (_app is not null)
            await _app.DisposeAsync();
        _http.Dispose();
    }

    static Task RestorePackagesAsync() =>
        NodePackages.RestoreAsync(RepositoryRoot.Find(), NodePackageScope.All, cancellationToken: TestContext.Current.CancellationToken);

    static async Task<DistributedApplication> StartAsync(
        IDistributedApplicationTestingBuilder builder, IReadOnlyList<string> resources, CancellationToken cancellationToken)
    {
        var app = await builder.BuildAsync(cancellationToken);
        try
        {
            if (resources.Contains(Postgres))
                await PostgresTemplate.CopyToAsync(RepositoryRoot.Find(), app.Services.GetRequiredService<StateFolder>().GetFolder(Postgres), cancellationToken);
            await app.StartAsync(cancellationToken);
            foreach (var resource in resources)
                await app.ResourceNotifications.WaitForResourceHealthyAsync(resource, cancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    static InvalidOperationException NotStarted(string name) =>
        new($"The test server '{name}' was not asked for, or the fixture has not started: is there [assembly: AssemblyFixture(typeof(TestServers))]?");
}
