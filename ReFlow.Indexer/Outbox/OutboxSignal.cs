using System.Threading.Channels;

namespace ReFlow.Indexer.Outbox;

/// <summary>Tells the relay that a commit left a message, so that it need not wait for its interval.</summary>
sealed class OutboxSignal(IndexerOptions options, TimeProvider time)
{
    readonly Channel<bool> _commits = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _commits.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var interval = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Task.Delay(options.OutboxInterval, time, interval.Token), _commits.Reader.WaitToReadAsync(interval.Token).AsTask());
        await interval.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        _commits.Reader.TryRead(out _);
    }
}
