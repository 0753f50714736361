using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using ReFlow.Data;

namespace ReFlow.Indexer.Storage;

/// <summary>
/// Takes away what a backfill can do without and brings it back. Which there are is read from the server's catalog and which there must be from
/// the EF model, so that no note of what was dropped can be lost: whoever reaches the head next builds what is missing.
/// </summary>
sealed class DeferredSchema(IDbContextFactory<ReFlowDbContext> contexts, NpgsqlDataSource database, TimeProvider time, ILogger<DeferredSchema> logger)
{
    // Below PostgreSQL's deadlock_timeout of a second, and a pause that readers and the API hardly notice.
    const string LockTimeout = "200ms";

    static readonly TimeSpan s_betweenAttempts = TimeSpan.FromMilliseconds(100);

    // Foreign keys last: checking one is a join over what the indexes are on.
    static readonly IDeferredKind[] s_kinds = [new SecondaryIndexes(), new LedgerForeignKeys()];

    /// <summary>Drops all of it as the writer of an epoch.</summary>
    /// <exception cref="CursorMovedException">Another writer has taken over, and may have built it; nothing was dropped.</exception>
    public async Task DropAsync(long epoch, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await WithTablesAsync(context.Model, "access exclusive", epoch, s_kinds.SelectMany(kind => kind.DropStatements(context.Model)), cancellationToken);
    }

    /// <summary>Builds what is not there, in one transaction; gives how many those were.</summary>
    /// <exception cref="InvalidOperationException">The catalog still lacks one of them.</exception>
    public async Task<int> BuildMissingAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var missing = await FindMissingAsync(context.Model, cancellationToken);
        if (missing.Count == 0)
            return 0;

        var statements = s_kinds.SelectMany(kind => kind.MakeWayStatements(context.Model, missing)).Concat(CreationsOf(context, missing));
        await WithTablesAsync(context.Model, "share row exclusive", epoch: null, statements, cancellationToken);
        var left = await FindMissingAsync(context.Model, cancellationToken);
        return left.Count == 0 ? missing.Count : throw new InvalidOperationException($"The database still lacks {string.Join(", ", left)}.");
    }

    // Whoever holds one of the tables may want another one next, in any order: with all of them at once, given up before the server would
    // look for a deadlock, nobody is its victim.
    async Task WithTablesAsync(IModel model, string mode, long? epoch, IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        var tables = string.Join(", ", s_kinds.SelectMany(kind => kind.TablesIn(model)).Distinct().Select(table => $"\"{table}\""));
        for (var attempt = 1; ; attempt++)
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            try
            {
                await ExecuteAsync(connection, [$"set local lock_timeout = '{LockTimeout}'"], cancellationToken);
                if (epoch is { } expected)
                    await FenceAsync(connection, expected, cancellationToken);
                await ExecuteAsync(connection, [$"lock table {tables} in {mode} mode", "set local lock_timeout = 0"], cancellationToken);
            }
            catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                await transaction.RollbackAsync(cancellationToken);
                if (attempt == 1)
                    Log.TablesInUse(logger, busy.MessageText);
                await Task.Delay(s_betweenAttempts, time, cancellationToken);
                continue;
            }

            await ExecuteAsync(connection, statements, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return;
        }
    }

    // Held until the end: who takes over after that finds missing what was dropped.
    static async Task FenceAsync(NpgsqlConnection connection, long epoch, CancellationToken cancellationToken)
    {
        await using var fence = new NpgsqlCommand("select id from sync_cursor where epoch = $1 for update", connection) { Parameters = { new() { Value = epoch } } };
        if (await fence.ExecuteScalarAsync(cancellationToken) is null)
            throw new CursorMovedException($"Another writer has taken over from epoch {epoch}.");
    }

    async Task<HashSet<string>> FindMissingAsync(IModel model, CancellationToken cancellationToken)
    {
        var missing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var kind in s_kinds)
        {
            missing.UnionWith(kind.NamesIn(model));
            await using var command = database.CreateCommand(kind.CatalogQuery);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                missing.Remove(reader.GetString(0));
        }

        return missing;
    }

    // As a migration that makes the whole model would say it.
    static IEnumerable<string> CreationsOf(ReFlowDbContext context, HashSet<string> missing)
    {
        var model = context.GetService<IDesignTimeModel>().Model;
        var operations = context.GetService<IMigrationsModelDiffer>().GetDifferences(source: null, model.GetRelationalModel());
        return context.GetService<IMigrationsSqlGenerator>()
            .Generate([.. s_kinds.SelectMany(kind => kind.CreationsIn(operations, missing))], model)
            .Select(command => command.CommandText);
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
