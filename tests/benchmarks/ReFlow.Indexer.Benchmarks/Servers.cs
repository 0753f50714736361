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

    /// <param name="fsync">Whether commits reach the disk, as in a deployment. The test servers' do not: their data is deleted anyway.</param>
    public static async Task<Servers> StartAsync(bool fsync)
    {
        await NodePackages.RestoreAsync(RepositoryRoot.Find(), NodePackageScope.All);
        var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddPostgres("postgres").WithArgs("-c", $"fsync={OnOff(fsync)}");
        builder.AddRedis("cache");
        var app = await builder.BuildAsync();
        await app.StartAsync();
        foreach (var resource in new[] { "postgres", "cache" })
            await app.ResourceNotifications.WaitForResourceHealthyAsync(resource);
        var servers = new Servers(app, (await app.GetConnectionStringAsync("postgres"))!, (await app.GetConnectionStringAsync("cache"))!);
        await servers.RequireAsync("fsync", OnOff(fsync));
        await servers.RequireAsync("synchronous_commit", "on");
        return servers;
    }

    /// <summary>Creates a database in place of the one before, which nobody vacuums behind the next run's back then; gives its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(bool migrated)
    {
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection($"{_postgres};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await ExecuteAsync(connection, $"drop database if exists benchmark_{_databases} with (force)");
        var name = $"benchmark_{++_databases}";
        await ExecuteAsync(connection, $"create database {name}");
        var database = $"{_postgres};Database={name}";
        if (migrated)
        {
            await using var context = new ReFlowDbContext(new DbContextOptionsBuilder<ReFlowDbContext>().UseNpgsql(database).Options);
            await context.Database.MigrateAsync();
        }

        // So that no run pays for the writes of the one before.
        await ExecuteAsync(connection, "checkpoint");
        return database;
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    async Task RequireAsync(string setting, string value)
    {
        await using var connection = new NpgsqlConnection($"{_postgres};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var show = new NpgsqlCommand($"show {setting}", connection);
        var found = (string)(await show.ExecuteScalarAsync())!;
        if (found != value)
            throw new InvalidOperationException($"PostgreSQL runs with {setting} = {found}, not {value}.");
    }

    static string OnOff(bool value) => value ? "on" : "off";

    public ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        return _app.DisposeAsync();
    }
}
