using System.Collections.Concurrent;
using ReFlow.Indexer.Sync;

namespace ReFlow.Indexer.Tests.Support;

/// <summary>Lets nothing past one commit point until it is released; counts how often each point was reached.</summary>
sealed class HoldAt(CommitPoint heldPoint) : ICommitPoints
{
    readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ConcurrentDictionary<CommitPoint, int> _reached = new();

    public int CountOf(CommitPoint point) => _reached.GetValueOrDefault(point);

    public void Release() => _released.SetResult();

    public async ValueTask ReachedAsync(CommitPoint point, CancellationToken cancellationToken)
    {
        _reached.AddOrUpdate(point, 1, (_, count) => count + 1);
        if (point == heldPoint)
            await _released.Task.WaitAsync(cancellationToken);
    }
}
