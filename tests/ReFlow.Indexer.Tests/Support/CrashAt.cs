using System.Collections.Concurrent;
using ReFlow.Indexer.Sync;

namespace ReFlow.Indexer.Tests.Support;

/// <summary>Fails at one commit point, each time it is reached a number of times, as often as told; counts how often that happened.</summary>
sealed class CrashAt(CommitPoint crashPoint, int every, int times) : ICommitPoints
{
    readonly ConcurrentDictionary<CommitPoint, int> _reached = new();
    int _crashes;

    public int Crashes => Math.Min(_crashes, times);

    /// <summary>How often a point was reached, with or without a crash.</summary>
    public int CountOf(CommitPoint point) => _reached.GetValueOrDefault(point);

    public ValueTask ReachedAsync(CommitPoint point, CancellationToken cancellationToken)
    {
        var count = _reached.AddOrUpdate(point, 1, (_, seen) => seen + 1);
        if (point == crashPoint && count % every == 0 && Interlocked.Increment(ref _crashes) <= times)
            throw new IOException($"A crash at {point} was asked for.");
        return ValueTask.CompletedTask;
    }
}
