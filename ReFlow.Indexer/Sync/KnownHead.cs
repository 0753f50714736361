using ReFlow.Chain;
using ReFlow.Indexer.Chain;

namespace ReFlow.Indexer.Sync;

/// <summary>The node's newest block. Far behind it, where exactly it is does not matter, and each range has one round trip less.</summary>
sealed class KnownHead(TimeProvider time)
{
    static readonly TimeSpan s_keepsFor = TimeSpan.FromSeconds(2);

    BlockHeader? _head;
    long _readAt;

    /// <param name="node">Is asked, unless the head is known and</param>
    /// <param name="isFar">says that it is far away.</param>
    /// <param name="cancellationToken">Ends the wait for the node.</param>
    /// <exception cref="InconsistentChainException">The node has no block.</exception>
    public async ValueTask<BlockHeader> ReadAsync(EthereumClient node, Predicate<BlockHeader> isFar, CancellationToken cancellationToken)
    {
        if (_head is { } known && isFar(known) && time.GetElapsedTime(_readAt) < s_keepsFor)
            return known;
        _readAt = time.GetTimestamp();
        return _head = await node.GetHeaderAsync(BlockReference.Latest, cancellationToken)
            ?? throw new InconsistentChainException("The node has no latest block.");
    }

    /// <summary>Another node shall be asked.</summary>
    public void Forget() => _head = null;
}
