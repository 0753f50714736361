using System.Threading.Channels;
using ReFlow.Chain;

namespace ReFlow.Follow.Benchmarks;

/// <summary>The node's announcements, each with the time at which it was heard.</summary>
sealed class NewHeads
{
    readonly Channel<(BlockHeader Head, long HeardAt)> _heard = Channel.CreateUnbounded<(BlockHeader, long)>();

    public NewHeads(EthereumClient chain, CancellationToken cancellationToken) => _ = ListenAsync(chain, cancellationToken);

    public ValueTask<(BlockHeader Head, long HeardAt)> NextAsync(CancellationToken cancellationToken) => _heard.Reader.ReadAsync(cancellationToken);

    /// <summary>Lets what was heard so far be.</summary>
    public void Forget()
    {
        while (_heard.Reader.TryRead(out _))
        {
        }
    }

    async Task ListenAsync(EthereumClient chain, CancellationToken cancellationToken)
    {
        await foreach (var head in chain.SubscribeNewHeadsAsync(cancellationToken))
            _heard.Writer.TryWrite((head, TimeProvider.System.GetTimestamp()));
    }
}
