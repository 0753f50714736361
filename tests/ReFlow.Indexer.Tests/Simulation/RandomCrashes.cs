using ReFlow.Indexer.Sync;

namespace ReFlow.Indexer.Tests.Simulation;

/// <summary>The process dies at commit points, at random.</summary>
sealed class RandomCrashes : ICommitPoints
{
    public Random? Source { get; set; }

    public int Crashes { get; private set; }

    /// <summary>Rewinds that were written, whether or not they were committed.</summary>
    public int Rewinds { get; private set; }

    public ValueTask ReachedAsync(CommitPoint point, CancellationToken cancellationToken)
    {
        if (point == CommitPoint.BeforeRewindCommit)
            Rewinds++;
        if (Source is not { } source || source.Next(6) != 0)
            return ValueTask.CompletedTask;
        Crashes++;
        throw new IOException($"A crash at {point}.");
    }
}
