using ReFlow.Data;

namespace ReFlow.Indexer.Sync;

/// <summary>The indexer's state as health checks and metrics read it. Written by the worker alone.</summary>
sealed class SyncState(TimeProvider time)
{
    volatile SyncSnapshot _current = new(Head: null, Indexed: null, LastStepAt: null, Problem: "starting", IsStandby: false);

    public SyncSnapshot Current => _current;

    public void SawHead(Block head) => _current = _current with { Head = head };

    public void Stands(Block indexed) => _current = _current with { Indexed = indexed, LastStepAt = time.GetUtcNow(), Problem = null, IsStandby = false };

    public void Failed(string problem) => _current = _current with { Problem = problem };

    /// <summary>The process ends with this: 1 after <see cref="Stopped"/>.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Waiting does not mend it.</summary>
    public void Stopped(string problem)
    {
        Failed(problem);
        ExitCode = 1;
    }

    public void StandsBy() => _current = _current with { Problem = null, IsStandby = true, LastStepAt = time.GetUtcNow() };
}
