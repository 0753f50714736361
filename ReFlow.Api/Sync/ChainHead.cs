using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;

namespace ReFlow.Api;

/// <summary>
/// The chain's head, asked for at most once a second for all callers together; an unreachable chain is remembered as long, so that
/// an outage does not make every request wait for it.
/// </summary>
sealed class ChainHead(EthereumClient chain, TimeProvider time, ILogger<ChainHead> logger)
{
    static readonly TimeSpan s_maximumAge = TimeSpan.FromSeconds(1);
    static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(2);

    readonly Lock _gate = new();
    Task<BlockHeader?>? _head;
    long _askedAt;

    /// <summary>The head, or null when the chain cannot be reached. A remembered head below <paramref name="atLeast"/> is too old.</summary>
    public Task<BlockHeader?> GetAsync(long atLeast, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_head is null || (_head.IsCompleted && IsOutdated(_head.Result, atLeast)))
            {
                _askedAt = time.GetTimestamp();
                _head = AskAsync();
            }

            return _head.WaitAsync(cancellationToken);
        }
    }

    bool IsOutdated(BlockHeader? head, long atLeast) =>
        time.GetElapsedTime(_askedAt) >= s_maximumAge || (head is not null && head.Number < atLeast);

    async Task<BlockHeader?> AskAsync()
    {
        // Not the caller's token: others wait for the same answer.
        using var timeout = new CancellationTokenSource(s_timeout, time);
        try
        {
            return await chain.GetHeaderAsync(BlockReference.Latest, timeout.Token);
        }
        catch (Exception exception) when (exception is JsonRpcException or WrongChainException or HttpRequestException or OperationCanceledException)
        {
            Log.ChainUnreachable(logger, exception.Message);
            return null;
        }
    }
}
