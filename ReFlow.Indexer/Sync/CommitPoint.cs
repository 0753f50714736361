namespace ReFlow.Indexer.Sync;

/// <summary>Places where a crash must lose nothing and double nothing.</summary>
enum CommitPoint
{
    /// <summary>A batch was read and folded; nothing is written.</summary>
    BeforeWrite,

    /// <summary>All rows and the cursor are written, the transaction is open.</summary>
    BeforeCommit,

    AfterCommit,

    /// <summary>A rewind is written, its transaction is open.</summary>
    BeforeRewindCommit,

    AfterRewindCommit,

    /// <summary>Messages are published, and still in the outbox.</summary>
    BeforeOutboxCommit,

    AfterOutboxCommit,
}

/// <summary>Told when a <see cref="CommitPoint"/> is reached. The tests fail there; in service nothing listens.</summary>
interface ICommitPoints
{
    ValueTask ReachedAsync(CommitPoint point, CancellationToken cancellationToken);
}

/// <summary>Nothing listens.</summary>
sealed class NoCommitPoints : ICommitPoints
{
    public ValueTask ReachedAsync(CommitPoint point, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
