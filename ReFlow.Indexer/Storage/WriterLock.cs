using Npgsql;

namespace ReFlow.Indexer.Storage;

/// <summary>
/// The right to be the one writer: a session advisory lock on a connection of its own, so that the server frees it when the process dies.
/// It keeps a second indexer waiting; what keeps a second indexer from writing is the cursor's epoch.
/// </summary>
sealed class WriterLock : IAsyncDisposable
{
    // "REFLOWIX" in ASCII: any number that no one else locks.
    const long Key = 0x5245464C4F574958;

    readonly NpgsqlConnection _connection;

    WriterLock(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Takes the lock; null when another session holds it.</summary>
    public static async Task<WriterLock?> TryTakeAsync(string connectionString, CancellationToken cancellationToken)
    {
        // Unpooled: a pooled connection would carry the lock back into the pool. Keep-alives notice a server that vanished.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 5, TcpKeepAlive = true };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = Key } } };
            if (await command.ExecuteScalarAsync(cancellationToken) is true)
                return new WriterLock(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Asks the server over the locked connection, which fails when the connection, and with it the lock, is gone.</summary>
    /// <exception cref="NpgsqlException">The lock is lost.</exception>
    public async Task VerifyAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select 1", _connection);
        await command.ExecuteScalarAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
