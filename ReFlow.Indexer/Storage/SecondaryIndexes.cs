using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql;
using ReFlow.Data;

namespace ReFlow.Indexer.Storage;

/// <summary>
/// The indexes of the ledger that a backfill can do without. Which there are is read from the server's catalog and which there must be from the EF
/// model, so that no note of what was dropped can be lost: whoever reaches the head next builds what is missing.
/// </summary>
sealed class SecondaryIndexes(IDbContextFactory<ReFlowDbContext> contexts, NpgsqlDataSource database)
{
    // Tables that grow with every event. Unique indexes stay: they hold a rule.
    static readonly Type[] s_ledger = [typeof(ChainLog), typeof(ChainTransaction), typeof(Claim), typeof(TokenTransfer)];

    /// <summary>Drops them as the writer of an epoch.</summary>
    /// <exception cref="CursorMovedException">Another writer has taken over, and may have built them; nothing was dropped.</exception>
    public async Task DropAsync(long epoch, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Held until they are gone: who takes over after that finds them missing.
        await using (var fence = new NpgsqlCommand("select id from sync_cursor where epoch = $1 for update", connection) { Parameters = { new() { Value = epoch } } })
        {
            if (await fence.ExecuteScalarAsync(cancellationToken) is null)
                throw new CursorMovedException($"Another writer has taken over from epoch {epoch}.");
        }

        var names = Indexes(context.Model).Where(index => !IsUsedByWriter(index)).Select(index => $"\"{index.GetDatabaseName()}\"");
        await using var drop = new NpgsqlCommand($"drop index if exists {string.Join(", ", names)}", connection);
        await drop.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Builds what is not there, in one transaction; gives how many those were.</summary>
    /// <exception cref="InvalidOperationException">The catalog still lacks one of them.</exception>
    public async Task<int> BuildMissingAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var missing = await FindMissingAsync(context.Model, cancellationToken);
        if (missing.Count == 0)
            return 0;

        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            foreach (var statement in StatementsFor(context, missing))
            {
                await using var command = new NpgsqlCommand(statement, connection, transaction) { CommandTimeout = 0 };
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        var left = await FindMissingAsync(context.Model, cancellationToken);
        return left.Count == 0 ? missing.Count : throw new InvalidOperationException($"The database still lacks the indexes {string.Join(", ", left)}.");
    }

    async Task<HashSet<string>> FindMissingAsync(IModel model, CancellationToken cancellationToken)
    {
        var missing = Indexes(model).Select(index => index.GetDatabaseName()!).ToHashSet(StringComparer.Ordinal);
        await using var command = database.CreateCommand(
            """
            select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
            where c.relnamespace = current_schema()::regnamespace and i.indisvalid and i.indisready
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            missing.Remove(reader.GetString(0));
        return missing;
    }

    static IEnumerable<IIndex> Indexes(IModel model) => s_ledger.SelectMany(type => model.FindEntityType(type)!.GetIndexes()).Where(index => !index.IsUnique);

    // Announced transactions are matched with their events by it, in every batch with events and every second.
    static bool IsUsedByWriter(IIndex index) => index is { DeclaringEntityType.ClrType: var table, Properties: [{ Name: nameof(ChainTransaction.TxHash) }] } && table == typeof(ChainTransaction);

    // As a migration that makes the whole model would say it. One that the server holds to be broken makes way.
    static IEnumerable<string> StatementsFor(ReFlowDbContext context, HashSet<string> missing)
    {
        var model = context.GetService<IDesignTimeModel>().Model;
        var creations = context.GetService<IMigrationsModelDiffer>().GetDifferences(source: null, model.GetRelationalModel())
            .OfType<CreateIndexOperation>()
            .Where(creation => missing.Contains(creation.Name))
            .ToArray();
        var commands = context.GetService<IMigrationsSqlGenerator>().Generate(creations, model);
        return missing.Select(name => $"drop index if exists \"{name}\"").Concat(commands.Select(command => command.CommandText));
    }
}
