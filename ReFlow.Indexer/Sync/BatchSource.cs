using ReFlow.Chain;
using ReFlow.Data;
using ReFlow.Indexer.Chain;

namespace ReFlow.Indexer.Sync;

/// <summary>Decides how to read what follows the cursor: by range while far behind, block by block near the head.</summary>
sealed class BatchSource(EthereumClient chain, IndexerOptions options, TimeProvider time) : IAsyncDisposable
{
    readonly RangePipeline _ranges = new(chain, options, time);

    /// <summary>The blocks after <paramref name="cursor"/>; null when the node does not have the next one.</summary>
    /// <param name="node">Pinned, so that header and logs are of one branch; a range pins one of its own.</param>
    public async Task<ChainBatch?> ReadNextAsync(EthereumClient node, SyncCursor cursor, BlockHeader head, LoanDirectory directory, CancellationToken cancellationToken)
    {
        var first = cursor.BlockNumber + 1;
        var settled = head.Number - options.HeadWindowBlocks;
        if (settled >= first)
            return await _ranges.ReadAsync(first, settled, directory, cancellationToken);

        var headers = await ReadHeadersAsync(node, first, head, cancellationToken);
        return headers.Count == 0 ? null : await new BlockReader(node).ReadAsync(headers, directory, cancellationToken);
    }

    // Together, so that a start or a gap of some seconds costs a few commits and not one for each block.
    async Task<IReadOnlyList<BlockHeader>> ReadHeadersAsync(EthereumClient node, long first, BlockHeader head, CancellationToken cancellationToken)
    {
        if (first == head.Number)
            return [head];
        var last = Math.Min(head.Number, first + options.HeadBatchBlocks - 1);
        if (first < last)
            return await node.GetHeadersAsync(first, last, cancellationToken);
        return await node.GetHeaderAsync(first, cancellationToken) is { } header ? [header] : [];
    }

    public ValueTask DisposeAsync() => _ranges.DisposeAsync();
}
