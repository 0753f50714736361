using ReFlow.Data;
using ReFlow.Indexer.Storage;

namespace ReFlow.Indexer.Sync;

/// <summary>Tells whoever reads the read model, and the health check, while the block at the cursor is not on the node's chain.</summary>
sealed class OrphanMark(CursorStore cursors, SyncState state, ILogger<OrphanMark> logger)
{
    /// <returns>The cursor as it is stored now.</returns>
    /// <exception cref="CursorMovedException">Another writer moved the cursor.</exception>
    public async Task<SyncCursor> SetAsync(SyncCursor cursor, CancellationToken cancellationToken)
    {
        if (cursor.IsOrphaned)
            return cursor;
        state.LeftByChain(cursor.BlockNumber);
        var marked = await cursors.MarkAsync(cursor, isOrphaned: true, cancellationToken);
        Log.Orphaned(logger, cursor.BlockNumber, cursor.BlockHash);
        return marked;
    }

    /// <inheritdoc cref="SetAsync"/>
    public async Task<SyncCursor> ClearAsync(SyncCursor cursor, CancellationToken cancellationToken)
    {
        if (!cursor.IsOrphaned)
            return cursor;
        var cleared = await cursors.MarkAsync(cursor, isOrphaned: false, cancellationToken);
        Log.OnChainAgain(logger, cursor.BlockNumber, cursor.BlockHash);
        return cleared;
    }
}
