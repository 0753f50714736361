using Npgsql;
using ReFlow.Indexer.Storage;

namespace ReFlow.Indexer.Refolding;

/// <summary>Puts a complete schema in the live one's place in one transaction, which readers notice as a short wait.</summary>
sealed class SchemaSwap(NpgsqlDataSource database, RefoldSchema schema)
{
    const string Previous = "reflow_previous";
    const int Attempts = 200;
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    /// <param name="catchUp">Folds what was indexed meanwhile; called with the cursor held, so that nothing comes after it.</param>
    /// <exception cref="TimeoutException">Readers never left all tables at once.</exception>
    public async Task RunAsync(Func<Task> catchUp, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, $"drop schema if exists {Previous} cascade", cancellationToken);
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            await ExecuteAsync(connection, "select from sync_cursor for update", cancellationToken);
            await catchUp();
            // A writer that folded its next batch from the old tables loses its epoch, and starts again from the new ones.
            await ExecuteAsync(connection, "update sync_cursor set epoch = epoch + 1", cancellationToken);
            await LockAsync(transaction, connection, cancellationToken);
            // What the chain knows nothing of: announced transactions and who announced them.
            await ExecuteAsync(connection, $"insert into {schema.Name}.users select * from {RefoldSchema.Live}.users where first_seen_block_number < 0 on conflict do nothing", cancellationToken);
            await ExecuteAsync(connection, $"insert into {schema.Name}.transactions select * from {RefoldSchema.Live}.transactions where log_index is null", cancellationToken);
            await ExecuteAsync(connection, $"create schema {Previous}", cancellationToken);
            foreach (var (table, _) in ReadModelTables.Folded)
            {
                await ExecuteAsync(connection, $"alter table {RefoldSchema.Live}.{table} set schema {Previous}", cancellationToken);
                await ExecuteAsync(connection, $"alter table {schema.Name}.{table} set schema {RefoldSchema.Live}", cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        await ExecuteAsync(connection, $"drop schema {Previous} cascade", cancellationToken);
        await schema.DropAsync(cancellationToken);
    }

    // All at once or none: waiting for one table while holding another would make readers wait for us, and one of us the victim of a deadlock.
    static async Task LockAsync(NpgsqlTransaction transaction, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var tables = string.Join(", ", ReadModelTables.Folded.Select(table => $"{RefoldSchema.Live}.{table.Table}"));
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await transaction.SaveAsync("unlocked", cancellationToken);
            try
            {
                await ExecuteAsync(connection, "set local lock_timeout = '40ms'", cancellationToken);
                await ExecuteAsync(connection, $"lock table {tables} in access exclusive mode", cancellationToken);
                return;
            }
            catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                await transaction.RollbackAsync("unlocked", cancellationToken);
                await Task.Delay(s_pause, cancellationToken);
            }
        }

        throw new TimeoutException($"The live tables were in use at each of {Attempts} attempts to exchange them; nothing was changed.");
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
