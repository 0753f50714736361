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
            await AskAsync(node, cancellationToken);
        if (!_hasTag)
            Raise(head.Number - options.Confirmations);
        return _finalized;
    }

    async Task AskAsync(EthereumClient node, CancellationToken cancellationToken)
    {
        try
        {
            if (await node.GetHeaderAsync(BlockReference.Finalized, cancellationToken) is { } finalized)
                Raise(finalized.Number);
        }
        catch (JsonRpcException failure) when (!failure.IsTransient)
        {
            _hasTag = false;
        }

        _askedAt = time.GetTimestamp();
    }

    void Raise(long number)
    {
        if (number >= 0 && !(number <= _finalized))
            _finalized = number;
    }
}
