using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReFlow.Data;
using ReFlow.Hosting;
using ReFlow.Hosting.NodeTools;
using ReFlow.Hosting.State;
using ReFlow.Hosting.Testing;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>The PostgreSQL and the cache that every run shares; each run has a database of its own.</summary>
sealed class Servers : IAsyncDisposable
{
    readonly DistributedApplication _app;
    readonly string _postgres;
    int _databases;

    Servers(DistributedApplication app, string postgres, string cache)
    {
        _app = app;
        _postgres = postgres;
        Cache = cache;
    }

    public string Cache { get; }

    public static async Task<Servers> StartAsync()
    {
        await NodePackages.RestoreAsync(RepositoryRoot.Find(), NodePackageScope.All);
        var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddPostgres("postgres");
        builder.AddRedis("cache");
        var app = await builder.BuildAsync();
        await app.StartAsync();
        foreach (var resource in new[] { "postgres", "cache" })
            await app.ResourceNotifications.WaitForResourceHealthyAsync(resource);
        return new Servers(app, (await app.GetConnectionStringAsync("postgres"))!, (await app.GetConnectionStringAsync("cache"))!);
    }

    /// <summary>Creates a database; gives its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(bool migrated)
    {
        var name = $"benchmark_{++_databases}";
        await using var connection = new NpgsqlConnection($"{_postgres};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using (var create = new NpgsqlCommand($"create database {name}", connection))
            await create.ExecuteNonQueryAsync();
        var database = $"{_postgres};Database={name}";
        if (migrated)
        {
            await using var context = new ReFlowDbContext(new DbContextOptionsBuilder<ReFlowDbContext>().UseNpgsql(database).Options);
            await context.Database.MigrateAsync();
        }

        // So that no run pays for the writes of the one before.
        await using var checkpoint = new NpgsqlCommand("checkpoint", connection);
        await checkpoint.ExecuteNonQueryAsync();
        return database;
    }

    public ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        return _app.DisposeAsync();
    }
}
