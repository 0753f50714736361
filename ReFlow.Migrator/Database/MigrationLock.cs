using Npgsql;

namespace ReFlow.Migrator.Database;

/// <summary>Lets one migrator run at a time: a session advisory lock on a connection of its own, freed by the server if the process dies.</summary>
sealed class MigrationLock(string connectionString)
{
    // "REFLOWMI" in ASCII: any number that no one else locks.
    const long Key = 0x5245464C4F574D49;

    /// <summary>Waits for the lock; disposing frees it.</summary>
    public async Task<IAsyncDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            // No time limit: another migrator may be at a long migration.
            await using var command = new NpgsqlCommand("select pg_advisory_lock($1)", connection)
            {
                CommandTimeout = 0,
                Parameters = { new() { Value = Key } },
            };
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
