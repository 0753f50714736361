using ReFlow.Data;

namespace ReFlow.Indexer.Storage;

static class SyncCursorExtensions
{
    /// <summary>The same writer's cursor, standing on another block.</summary>
    public static SyncCursor At(this SyncCursor cursor, Block block) => new()
    {
        ChainId = cursor.ChainId,
        GenesisHash = cursor.GenesisHash,
        BlockNumber = block.Number,
        BlockHash = block.Hash,
        BlockTime = block.Timestamp,
        Epoch = cursor.Epoch,
    };

    /// <summary>The block that the cursor stands on, as far as the cursor knows it.</summary>
    public static Block ToBlock(this SyncCursor cursor) => new()
    {
        Number = cursor.BlockNumber,
        Hash = cursor.BlockHash,
        ParentHash = default,
        Timestamp = cursor.BlockTime,
    };
}
