using ReFlow.Data;

namespace ReFlow.Indexer.Storage;

/// <summary>
/// Decides when secondary indexes and foreign keys go and come: an index from scratch over many blocks drops them first, and whoever stands
/// before the head window, or has to take blocks back, builds those that are missing.
/// </summary>
sealed class BackfillSchema(DeferredSchema schema, IndexerOptions options, ILogger<BackfillSchema> logger)
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
            await CompleteAsync(cancellationToken);
        }
        else if (nothingIndexed && !_dropped && settled - cursor.BlockNumber >= options.DeferIndexesFromBlocks)
        {
            await schema.DropAsync(cursor.Epoch, cancellationToken);
            _dropped = true;
        }
    }

    /// <summary>To be called before loans or users are deleted: what refers to them goes with them by foreign key.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_complete)
            return;
        if (await schema.BuildMissingAsync(cancellationToken) is > 0 and var built)
            Log.DeferredSchemaBuilt(logger, built);
        _complete = true;
    }
}
