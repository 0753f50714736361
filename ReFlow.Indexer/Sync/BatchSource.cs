using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;
using ReFlow.Data;
using ReFlow.Indexer.Chain;

namespace ReFlow.Indexer.Sync;

/// <summary>Decides how to read what follows the cursor: by range while far behind, block by block near the head.</summary>
sealed class BatchSource(EthereumClient chain, IndexerOptions options)
{
    readonly BlockReader _blocks = new(chain);
    readonly RangeReader _ranges = new(chain, options);
    readonly RangeSize _rangeSize = new(options.RangeBlocks);

    /// <summary>The blocks after <paramref name="cursor"/>; null when the node does not have the next one.</summary>
    public async Task<ChainBatch?> ReadNextAsync(SyncCursor cursor, BlockHeader head, LoanDirectory directory, CancellationToken cancellationToken)
    {
        var first = cursor.BlockNumber + 1;
        var settled = head.Number - options.HeadWindowBlocks;
        if (settled >= first)
            return await ReadRangeAsync(first, settled, directory, cancellationToken);

        var header = first == head.Number ? head : await chain.GetHeaderAsync(first, cancellationToken);
        return header is null ? null : await _blocks.ReadAsync(header, directory, cancellationToken);
    }

    async Task<ChainBatch> ReadRangeAsync(long first, long settled, LoanDirectory directory, CancellationToken cancellationToken)
    {
        while (true)
        {
            var last = Math.Min(settled, first + _rangeSize.Blocks - 1);
            try
            {
                var batch = await _ranges.ReadAsync(first, last, directory, cancellationToken);
                _rangeSize.Grow();
                return batch;
            }
            catch (JsonRpcException refused) when (refused.Kind == JsonRpcErrorKind.ResultTooLarge && _rangeSize.TryShrink())
            {
                // Asked again with half the range.
            }
        }
    }
}
