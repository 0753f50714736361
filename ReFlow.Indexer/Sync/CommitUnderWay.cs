using ReFlow.Data;

namespace ReFlow.Indexer.Sync;

/// <summary>At most one commit that was begun and not yet waited for.</summary>
sealed class CommitUnderWay
{
    Task<SyncCursor>? _commit;

    /// <summary>Where the read model stands, as far as this follower has seen it stored; null while it has seen nothing.</summary>
    public SyncCursor? Stored { get; private set; }

    /// <summary>True when the commit has ended, well or not.</summary>
    public bool HasEnded => _commit is { IsCompleted: true };

    /// <summary>The one before must be finished.</summary>
    public void Begin(Task<SyncCursor> commit) => _commit = commit;

    /// <summary>The database was seen to stand here.</summary>
    public void Stands(SyncCursor cursor) => Stored = cursor;

    /// <summary>Waits until the commit is stored; throws what kept it from being stored, once.</summary>
    public async Task FinishAsync()
    {
        if (_commit is not { } commit)
            return;
        _commit = null;
        Stored = await commit;
    }
}
