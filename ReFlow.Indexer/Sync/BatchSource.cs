using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;
using ReFlow.Data;
using ReFlow.Indexer.Chain;

namespace ReFlow.Indexer.Sync;

/// <summary>Decides how to read what follows the cursor: by range while far behind, block by block near the head.</summary>
sealed class BatchSource(EthereumClient chain, IndexerOptions options, TimeProvider time) : IAsyncDisposable
{
    readonly RangePipeline _ranges = new(chain, options, time);
    int _headBatchBlocks = options.HeadBatchBlocks;

    /// <summary>
    /// The blocks after <paramref name="cursor"/>; null when the node does not have the next one. Near the head, blocks that do not follow
    /// the cursor's come without their logs.
    /// </summary>
    /// <param name="node">Pinned, so that header and logs are of one branch; a range pins one of its own.</param>
    public async Task<ChainBatch?> ReadNextAsync(EthereumClient node, SyncCursor cursor, BlockHeader head, LoanDirectory directory, CancellationToken cancellationToken)
    {
        var first = cursor.BlockNumber + 1;
        var settled = head.Number - options.HeadWindowBlocks;
        if (settled >= first)
            return await _ranges.ReadAsync(first, settled, directory, cancellationToken);

        while (await ReadHeadersAsync(node, first, head, cancellationToken) is { Count: > 0 } headers)
        {
            // Whether the node gives these logs or not, the cursor's block is not on its chain.
            if (headers[0].ParentHash != cursor.BlockHash)
                return new ChainBatch([.. headers.Select(ChainBatch.ToBlock)], []);
            try
            {
                return await new BlockReader(node).ReadAsync(headers, directory, cancellationToken);
            }
            catch (JsonRpcException failure) when (headers.Count > 1 && (failure.AsksForLess || failure.IsTimeout || !failure.IsTransient))
            {
                // Everybody's logs of many blocks may be more than the node gives at once. What it gave is remembered while this writer is in office.
                _headBatchBlocks = headers.Count / 2;
            }
        }

        return null;
    }

    // Together, so that a start or a gap of some seconds costs a few commits and not one for each block.
    async Task<IReadOnlyList<BlockHeader>> ReadHeadersAsync(EthereumClient node, long first, BlockHeader head, CancellationToken cancellationToken)
    {
        if (first == head.Number)
            return [head];
        var last = Math.Min(head.Number, first + _headBatchBlocks - 1);
        if (first < last)
            return await node.GetHeadersAsync(first, last, cancellationToken);
        return await node.GetHeaderAsync(first, cancellationToken) is { } header ? [header] : [];
    }

    public ValueTask DisposeAsync() => _ranges.DisposeAsync();
}
