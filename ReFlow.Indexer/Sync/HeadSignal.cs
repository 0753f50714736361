using System.Threading.Channels;
using ReFlow.Chain;

namespace ReFlow.Indexer.Sync;

/// <summary>Wakes the follower when the node announces a head over WebSocket, or when the poll interval has passed, whichever is first.</summary>
sealed class HeadSignal(EthereumClient chain, IndexerOptions options, TimeProvider time)
{
    readonly Channel<bool> _heads = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Listens until cancelled. The client reconnects by itself; polling covers the gaps.</summary>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in chain.SubscribeNewHeadsAsync(cancellationToken))
            _heads.Writer.TryWrite(true);
    }

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var interval = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var polled = Task.Delay(options.PollInterval, time, interval.Token);
        var announced = _heads.Reader.WaitToReadAsync(interval.Token).AsTask();
        await Task.WhenAny(polled, announced);
        await interval.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        _heads.Reader.TryRead(out _);
    }
}
