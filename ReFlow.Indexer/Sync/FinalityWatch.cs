using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;

namespace ReFlow.Indexer.Sync;

/// <summary>
/// Tells the newest block that may not be taken back: the node's <c>finalized</c> tag, asked for now and then, or so many confirmations where
/// the tag is not used or the node has none. It never goes down.
/// </summary>
sealed class FinalityWatch(IndexerOptions options, TimeProvider time)
{
    long? _finalized;
    long _askedAt;
    bool _hasTag = options.UseFinalizedTag is true;

    public async Task<long?> ReadAsync(EthereumClient node, BlockHeader head, CancellationToken cancellationToken)
    {
        if (_hasTag && (_askedAt == 0 || time.GetElapsedTime(_askedAt) >= options.FinalityInterval))
            await AskAsync(node, head, cancellationToken);
        if (!_hasTag)
            Raise(head.Number - options.Confirmations);
        return _finalized;
    }

    async Task AskAsync(EthereumClient node, BlockHeader head, CancellationToken cancellationToken)
    {
        Raise(await FindAsync(node, cancellationToken) ?? head.Number - options.Confirmations);
        _askedAt = time.GetTimestamp();
    }

    // A young chain has no final block yet: nodes answer null, or that they do not know such a block.
    async Task<long?> FindAsync(EthereumClient node, CancellationToken cancellationToken)
    {
        try
        {
            return (await node.GetHeaderAsync(BlockReference.Finalized, cancellationToken))?.Number;
        }
        catch (JsonRpcException failure) when (failure.Kind == JsonRpcErrorKind.UnknownBlock)
        {
            return null;
        }
        catch (JsonRpcException failure) when (!failure.IsTransient)
        {
            _hasTag = false;
            return null;
        }
    }

    void Raise(long number)
    {
        if (number >= 0 && !(number <= _finalized))
            _finalized = number;
    }
}
