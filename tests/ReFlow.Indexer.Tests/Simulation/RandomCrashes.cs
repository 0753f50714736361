using ReFlow.Indexer.Sync;

namespace ReFlow.Indexer.Tests.Simulation;

/// <summary>The process dies at commit points, at random.</summary>
sealed class RandomCrashes : ICommitPoints
{
    // One for each point: a batch is written while the next one is read, and which of them gets somewhere first is not the seed's to say.
    Dictionary<CommitPoint, Random>? _sources;

    int _crashes;

    public int Crashes => _crashes;

    /// <summary>Rewinds that were written, whether or not they were committed.</summary>
    public int Rewinds { get; private set; }

    /// <summary>From now on, as this seed says.</summary>
    public void Start(int seed) => _sources = Enum.GetValues<CommitPoint>().ToDictionary(point => point, point => new Random((seed * 31) + (int)point));

    public void Stop() => _sources = null;

    public ValueTask ReachedAsync(CommitPoint point, CancellationToken cancellationToken)
    {
        if (point == CommitPoint.BeforeRewindCommit)
            Rewinds++;
        if (_sources is not { } sources || sources[point].Next(6) != 0)
            return ValueTask.CompletedTask;
        Interlocked.Increment(ref _crashes);
        throw new IOException($"A crash at {point}.");
    }
}
