using ReFlow.Indexer.Sync;

namespace ReFlow.Indexer.Tests.Simulation;

/// <summary>The process dies at commit points, at random.</summary>
sealed class RandomCrashes : ICommitPoints
{
    Random? _random;

    public int Crashes { get; private set; }

    /// <summary>Rewinds that were written, whether or not they were committed.</summary>
    public int Rewinds { get; private set; }

    /// <summary>From now on, as this seed says.</summary>
    public void Start(int seed) => _random = new Random(seed);

    public void Stop() => _random = null;

    public ValueTask ReachedAsync(CommitPoint point, CancellationToken cancellationToken)
    {
        if (point == CommitPoint.BeforeRewindCommit)
            Rewinds++;
        if (_random is null || _random.Next(6) != 0)
            return ValueTask.CompletedTask;
        Crashes++;
        throw new IOException($"A crash at {point}.");
    }
}
