using ReFlow.Indexer.Sync;

namespace ReFlow.Indexer.Tests.Simulation;

/// <summary>Fails where a rewind is under way and readers were not told before; then goes on to the next listener.</summary>
sealed class RewindsAreTold(Func<bool> isMarked, ICommitPoints next) : ICommitPoints
{
    public ValueTask ReachedAsync(CommitPoint point, CancellationToken cancellationToken)
    {
        if (point == CommitPoint.BeforeRewindCommit)
            Assert.True(isMarked(), "A rewind was under way, and nothing told readers.");
        return next.ReachedAsync(point, cancellationToken);
    }
}
