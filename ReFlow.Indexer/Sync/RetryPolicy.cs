using System.Net.Sockets;
using Npgsql;
using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;
using ReFlow.Indexer.Chain;
using ReFlow.Indexer.Storage;

namespace ReFlow.Indexer.Sync;

/// <summary>Sorts failures, and spaces attempts: doubling from the first delay to the longest, each drawn from its upper half.</summary>
sealed class RetryPolicy(IndexerOptions options)
{
    int _failures;

    /// <summary>Failures that pass by themselves. Others are retried too, and logged as errors with their stack.</summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        JsonRpcException rpc => rpc.IsTransient,
        InconsistentChainException or CursorMovedException or TimeoutException or IOException or SocketException or HttpRequestException => true,
        // Class 57 is the operator's intervention (shutdown, starting up), 53 lack of resources, 08 and no state the connection.
        PostgresException postgres => postgres.IsTransient || postgres.SqlState[..2] is "57" or "53" or "08",
        NpgsqlException => true,
        _ => exception.InnerException is { } inner && IsTransient(inner),
    };

    /// <summary>Failures that waiting does not mend.</summary>
    public static bool IsPermanent(Exception exception) => exception is IndexerStoppedException or WrongChainException or DivergedException;

    public void Succeeded() => _failures = 0;

    public TimeSpan NextDelay()
    {
        var longest = Math.Min(options.MaximumRetryDelay.TotalMilliseconds, options.RetryDelay.TotalMilliseconds * Math.Pow(2, Math.Min(_failures++, 16)));
        return TimeSpan.FromMilliseconds(longest * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
