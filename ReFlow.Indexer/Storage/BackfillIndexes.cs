using ReFlow.Data;

namespace ReFlow.Indexer.Storage;

/// <summary>
/// Decides when secondary indexes go and come: an index from scratch over many blocks drops them first, and whoever stands before the head
/// window builds those that are missing, before the first block that makes the indexer ready.
/// </summary>
sealed class BackfillIndexes(SecondaryIndexes indexes, IndexerOptions options, ILogger<BackfillIndexes> logger)
{
    bool _dropped;
    bool _complete;

    /// <param name="cursor">Where the read model stands.</param>
    /// <param name="nothingIndexed">True when the read model is empty.</param>
    /// <param name="settled">Last block that is read by range.</param>
    public async ValueTask BeforeBatchAsync(SyncCursor cursor, bool nothingIndexed, long settled, CancellationToken cancellationToken)
    {
        if (_complete)
            return;

        if (cursor.BlockNumber >= settled)
        {
            if (await indexes.BuildMissingAsync(cancellationToken) is > 0 and var built)
                Log.IndexesBuilt(logger, built);
            _complete = true;
        }
        else if (nothingIndexed && !_dropped && settled - cursor.BlockNumber >= options.DeferIndexesFromBlocks)
        {
            await indexes.DropAsync(cursor.Epoch, cancellationToken);
            _dropped = true;
        }
    }
}
