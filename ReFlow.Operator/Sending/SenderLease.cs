using System.Buffers.Binary;
using System.Globalization;
using Npgsql;
using ReFlow.Chain;

namespace ReFlow.Operator.Sending;

/// <summary>
/// The right to send with a key. A session advisory lock on a connection of its own ends with the process (liveness); the epoch,
/// raised by each new holder and checked in every write, refuses whoever lost the lock without noticing (safety).
/// </summary>
sealed class SenderLease : IAsyncDisposable
{
    const string TakeSql = """
        INSERT INTO operator_leases (chain_id, sender, epoch, holder, taken_at) VALUES ($1, $2, 1, $3, $4)
        ON CONFLICT (chain_id, sender) DO UPDATE
        SET epoch = operator_leases.epoch + 1, holder = excluded.holder, taken_at = excluded.taken_at
        RETURNING epoch
        """;

    readonly NpgsqlConnection _connection;

    SenderLease(NpgsqlConnection connection, long epoch)
    {
        _connection = connection;
        Epoch = epoch;
    }

    public long Epoch { get; }

    /// <summary>Takes the lease if nobody holds it; null otherwise.</summary>
    public static async Task<SenderLease?> TryAcquireAsync(
        LeaseDatabase database, long chainId, Address sender, TimeProvider time, CancellationToken cancellationToken)
    {
        // Unpooled: a pooled connection would carry the lock back into the pool. Keep-alives notice a server that vanished.
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, KeepAlive = 5, TcpKeepAlive = true };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var tryLock = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection)
            {
                Parameters = { new() { Value = LockKey(chainId, sender) } },
            };
            if (await tryLock.ExecuteScalarAsync(cancellationToken) is true)
            {
                await using var take = new NpgsqlCommand(TakeSql, connection)
                {
                    Parameters =
                    {
                        new() { Value = chainId },
                        new() { Value = sender.ToByteArray() },
                        new() { Value = $"{Environment.MachineName}/{Environment.ProcessId}" },
                        new() { Value = time.GetUtcNow() },
                    },
                };
                var epoch = Convert.ToInt64(await take.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
                var lease = new SenderLease(connection, epoch);
                connection = null;
                return lease;
            }

            return null;
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    /// <summary>Asks the server whether the session that carries the lock still exists.</summary>
    /// <exception cref="LeaseLostException">It does not.</exception>
    public async Task EnsureHeldAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var ping = new NpgsqlCommand("SELECT 1", _connection);
            await ping.ExecuteScalarAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException or TimeoutException)
        {
            throw new LeaseLostException("The database session that carries the operator's lock is gone.", exception);
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    static long LockKey(long chainId, Address sender)
    {
        var name = $"reflow operator {chainId.ToString(CultureInfo.InvariantCulture)} {sender}";
        return BinaryPrimitives.ReadInt64BigEndian(Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(name)).ToByteArray());
    }
}
