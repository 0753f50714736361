using ReFlow.Chain;
using ReFlow.Data;

namespace ReFlow.Indexer.Chain;

/// <summary>Consecutive blocks, linked by parent hash, and the logs of our contracts in them, in chain order.</summary>
sealed record ChainBatch(IReadOnlyList<Block> Blocks, IReadOnlyList<ChainLog> Logs)
{
    public Block First => Blocks[0];

    public Block Last => Blocks[^1];

    public static Block ToBlock(BlockHeader header) => new()
    {
        Number = header.Number,
        Hash = header.Hash,
        ParentHash = header.ParentHash,
        Timestamp = header.Timestamp,
    };
}
