using System.Diagnostics;
using Npgsql;

namespace ReFlow.Indexer.Refolding;

/// <summary>
/// Puts a complete schema in the live one's place in one transaction, which readers notice as a short wait. It waits for a moment at which
/// nobody uses the tables, and lets the indexer go on while it waits.
/// </summary>
/// <param name="patience">How long to wait for that moment.</param>
sealed class SchemaSwap(NpgsqlDataSource database, RefoldSchema schema, TimeSpan patience)
{
    const string Previous = "reflow_previous";
    const int AttemptsPerRound = 15;
    static readonly TimeSpan s_betweenAttempts = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan s_betweenRounds = TimeSpan.FromMilliseconds(500);

    /// <param name="catchUp">Folds what was indexed meanwhile; called with the cursor held, so that nothing comes after it.</param>
    /// <returns>How long readers and writers of the tables were held up.</returns>
    /// <exception cref="TimeoutException">The tables were in use all the time; nothing was changed.</exception>
    public async Task<TimeSpan> RunAsync(Func<Task> catchUp, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, $"drop schema if exists {Previous} cascade", cancellationToken);
        var started = Stopwatch.GetTimestamp();
        TimeSpan? held;
        while ((held = await TryAsync(connection, catchUp, cancellationToken)) is null)
        {
            if (Stopwatch.GetElapsedTime(started) > patience)
            {
                throw new TimeoutException(
                    $"The live tables were in use for {patience}, by {await FindUsersAsync(connection, cancellationToken)}. Nothing was exchanged; the new tables are kept in the schema "
                    + $"{schema.Name}: run reindex again, and it goes on from there.");
            }

            await Task.Delay(s_betweenRounds, cancellationToken);
        }

        await ExecuteAsync(connection, $"drop schema {Previous} cascade", cancellationToken);
        return held.Value;
    }

    // The cursor, and with it the indexer, is held while it catches up, and then for about a second and a half at most.
    async Task<TimeSpan?> TryAsync(NpgsqlConnection connection, Func<Task> catchUp, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Autovacuum makes way only for somebody who has waited a second for it, and with this lock does not come back. Nobody else notices.
        if (!await TryLockAsync(transaction, connection, "share update exclusive", "3s", cancellationToken))
            return null;
        await ExecuteAsync(connection, "select from sync_cursor for update", cancellationToken);
        await catchUp();
        // A writer that folded its next batch from the old tables loses its epoch, and starts again from the new ones.
        await ExecuteAsync(connection, "update sync_cursor set epoch = epoch + 1", cancellationToken);
        for (var attempt = 0; attempt < AttemptsPerRound; attempt++)
        {
            var started = Stopwatch.GetTimestamp();
            if (await TryLockAsync(transaction, connection, "access exclusive", "40ms", cancellationToken))
            {
                await ExchangeAsync(connection, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return Stopwatch.GetElapsedTime(started);
            }

            await Task.Delay(s_betweenAttempts, cancellationToken);
        }

        return null;
    }

    async Task ExchangeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // What the chain knows nothing of: announced transactions and who announced them.
        await ExecuteAsync(connection, $"insert into {schema.Name}.users select * from {RefoldSchema.Live}.users where first_seen_block_number < 0 on conflict do nothing", cancellationToken);
        await ExecuteAsync(connection, $"insert into {schema.Name}.transactions select * from {RefoldSchema.Live}.transactions where log_index is null", cancellationToken);
        await ExecuteAsync(connection, $"create schema {Previous}", cancellationToken);
        foreach (var table in schema.Tables)
        {
            await ExecuteAsync(connection, $"alter table {RefoldSchema.Live}.{table} set schema {Previous}", cancellationToken);
            await ExecuteAsync(connection, $"alter table {schema.Name}.{table} set schema {RefoldSchema.Live}", cancellationToken);
        }

        // With its mark: nobody must take an empty schema for one whose exchange failed.
        await ExecuteAsync(connection, $"drop schema {schema.Name} cascade", cancellationToken);
    }

    // All at once or none: waiting for one table while holding another would make readers wait for us, and one of us the victim of a deadlock.
    async Task<bool> TryLockAsync(NpgsqlTransaction transaction, NpgsqlConnection connection, string mode, string timeout, CancellationToken cancellationToken)
    {
        await transaction.SaveAsync("unlocked", cancellationToken);
        try
        {
            await ExecuteAsync(connection, $"set local lock_timeout = '{timeout}'", cancellationToken);
            await ExecuteAsync(connection, $"lock table {string.Join(", ", schema.Tables.Select(table => $"{RefoldSchema.Live}.{table}"))} in {mode} mode", cancellationToken);
            // What follows waits for whoever it is, as ever.
            await ExecuteAsync(connection, "set local lock_timeout = 0", cancellationToken);
            return true;
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await transaction.RollbackAsync("unlocked", cancellationToken);
            return false;
        }
    }

    async Task<string> FindUsersAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select coalesce(string_agg(distinct format('%s (process %s, %s since %s)', coalesce(nullif(a.application_name, ''), a.backend_type), a.pid, a.state, a.xact_start::timestamptz(0)), '; '), 'nobody just now')
            from pg_locks l join pg_stat_activity a on a.pid = l.pid
            where l.pid <> pg_backend_pid() and l.granted and l.relation = any($1::regclass[]::oid[])
            """,
            connection)
        {
            Parameters = { new() { Value = schema.Tables.Select(table => $"{RefoldSchema.Live}.{table}").ToArray() } },
        };
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
