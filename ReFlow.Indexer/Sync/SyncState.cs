using ReFlow.Data;

namespace ReFlow.Indexer.Sync;

/// <summary>The indexer's state as health checks and metrics read it. Written by the worker alone.</summary>
sealed class SyncState(TimeProvider time)
{
    volatile SyncSnapshot _current = new(Head: null, Indexed: null, Finalized: null, LastStepAt: null, Problem: "starting", IsStandby: false);

    long _oldestUnsent;

    public SyncSnapshot Current => _current;

    public void SawHead(Block head) => _current = _current with { Head = head };

    /// <summary>Chain and database have answered.</summary>
    /// <param name="indexed">Where the read model stands.</param>
    /// <param name="finalized">The newest indexed block that is never taken back.</param>
    /// <param name="isOrphaned">True when the node's chain has left <paramref name="indexed"/>.</param>
    public void Stands(Block indexed, long? finalized, bool isOrphaned = false) => _current = _current with
    {
        Indexed = indexed,
        Finalized = finalized,
        LastStepAt = time.GetUtcNow(),
        Problem = isOrphaned ? NotOnChain(indexed.Number) : null,
        IsStandby = false,
    };

    /// <summary>Until the next block stands, what is served is of a branch that the chain has left.</summary>
    public void LeftByChain(long blockNumber) => Failed(NotOnChain(blockNumber));

    /// <inheritdoc cref="LeftByChain"/>
    public void TakesBack(int blocks) => Failed($"the chain reorganised; {blocks} blocks are being taken back");

    public void Failed(string problem) => _current = _current with { Problem = problem };

    /// <summary>How long the oldest message has waited for Redis by now; zero when none waits.</summary>
    public TimeSpan OutboxAge => Interlocked.Read(ref _oldestUnsent) is > 0 and var ticks ? time.GetUtcNow() - new DateTimeOffset(ticks, TimeSpan.Zero) : TimeSpan.Zero;

    /// <summary>When the oldest message that waits for Redis was written; null when none waits.</summary>
    public void OldestUnsent(DateTimeOffset? createdAt) => Interlocked.Exchange(ref _oldestUnsent, createdAt?.UtcTicks ?? 0);

    /// <summary>The process ends with this: 1 after <see cref="Stopped"/>.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Waiting does not mend it.</summary>
    public void Stopped(string problem)
    {
        Failed(problem);
        ExitCode = 1;
    }

    static string NotOnChain(long blockNumber) => $"indexed block {blockNumber} is not on the node's chain";

    public void StandsBy() => _current = _current with { Problem = null, IsStandby = true, LastStepAt = time.GetUtcNow() };
}
