using ReFlow.Data;

namespace ReFlow.Indexer.Storage;

static class SyncCursorExtensions
{
    /// <summary>The same writer's cursor, standing on another block, which is on the node's chain.</summary>
    public static SyncCursor At(this SyncCursor cursor, Block block) =>
        cursor with { BlockNumber = block.Number, BlockHash = block.Hash, BlockTime = block.Timestamp, IsOrphaned = false };

    /// <summary>The same cursor, which will not go below this block any more; one that is not indexed yet cannot be final here.</summary>
    public static SyncCursor Finalizing(this SyncCursor cursor, long? finalizedBlockNumber)
    {
        var reached = finalizedBlockNumber < cursor.BlockNumber ? finalizedBlockNumber : cursor.BlockNumber;
        return finalizedBlockNumber is null || reached <= cursor.FinalizedBlockNumber ? cursor : cursor with { FinalizedBlockNumber = reached };
    }

    /// <summary>The block that the cursor stands on, as far as the cursor knows it.</summary>
    public static Block ToBlock(this SyncCursor cursor) => new()
    {
        Number = cursor.BlockNumber,
        Hash = cursor.BlockHash,
        ParentHash = default,
        Timestamp = cursor.BlockTime,
    };
}
