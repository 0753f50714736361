using System.Collections.Concurrent;

namespace ReFlow.Follow.Benchmarks;

/// <summary>When each block was first seen somewhere.</summary>
sealed class Observation
{
    readonly ConcurrentDictionary<long, long> _seenAt = new();
    long _newest = -1;

    /// <summary>Notes that everything up to this block is there; blocks that were passed over between two looks are there by now.</summary>
    public void Saw(long blockNumber)
    {
        var now = TimeProvider.System.GetTimestamp();
        for (var number = Math.Min(_newest + 1, blockNumber); number <= blockNumber; number++)
            _seenAt.TryAdd(number, now);
        _newest = Math.Max(_newest, blockNumber);
    }

    public bool HasSeen(long blockNumber) => _seenAt.ContainsKey(blockNumber);

    /// <summary>One line: median, 95th percentile and maximum.</summary>
    /// <param name="minedAt">When the node announced each block.</param>
    public string Describe(string name, IReadOnlyDictionary<long, long> minedAt) => Latencies.Describe(
        name,
        minedAt.OrderBy(block => block.Key).Skip(1).Select(block => _seenAt.TryGetValue(block.Key, out var seenAt)
            ? Math.Max(0, TimeProvider.System.GetElapsedTime(block.Value, seenAt).TotalMilliseconds)
            : double.PositiveInfinity),
        "blocks");
}
