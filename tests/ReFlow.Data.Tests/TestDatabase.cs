using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ReFlow.Data.Tests;

/// <summary>A fresh database with the current schema.</summary>
sealed class TestDatabase : IAsyncDisposable
{
    readonly DbContextOptions<ReFlowDbContext> _options;

    TestDatabase(NpgsqlDataSource dataSource)
    {
        DataSource = dataSource;
        _options = new DbContextOptionsBuilder<ReFlowDbContext>().UseNpgsql(dataSource).Options;
    }

    public NpgsqlDataSource DataSource { get; }

    public static async Task<TestDatabase> CreateAsync(DataServers servers)
    {
        var database = new TestDatabase(NpgsqlDataSource.Create(await servers.CreateDatabaseAsync(TestContext.Current.CancellationToken)));
        await using var context = database.CreateContext();
        await context.Database.MigrateAsync(TestContext.Current.CancellationToken);
        return database;
    }

    public ReFlowDbContext CreateContext() => new(_options);

    public async Task ExecuteAsync(params NpgsqlBatchCommand[] commands)
    {
        await using var connection = await DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public Task ExecuteAsync(string statement) => ExecuteAsync(new NpgsqlBatchCommand(statement));

    public Task<ReadModelDigest> DigestAsync() => ReadModelDigest.ComputeAsync(DataSource, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => DataSource.DisposeAsync();
}
