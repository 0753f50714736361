using ReFlow.Web.Loans;

namespace ReFlow.Web.Live;

/// <summary>What happened since the reader last looked: the newest block, every loan touched, and whether anything may have been missed.</summary>
public sealed record FeedSignal(IndexedBlock? Block, IReadOnlySet<string> Loans, bool RefetchAll)
{
    /// <summary>This signal followed by a later one.</summary>
    public FeedSignal Then(FeedSignal later) => new(
        later.Block ?? Block,
        Loans.Union(later.Loans, StringComparer.OrdinalIgnoreCase).ToHashSet(StringComparer.OrdinalIgnoreCase),
        RefetchAll || later.RefetchAll);
}

/// <summary>One page's view of the feed. Signals that arrive while the page is busy are merged, so a slow page never queues up.</summary>
public sealed class FeedReader(Action<FeedReader> onDispose) : IDisposable
{
    readonly Lock _gate = new();
    FeedSignal? _pending;
    TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits for at most <paramref name="patience"/>; null when nothing happened.</summary>
    public async Task<FeedSignal?> ReadAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        Task arrived;
        lock (_gate)
            arrived = _arrived.Task;
        try
        {
            await arrived.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
        lock (_gate)
        {
            var signal = _pending;
            _pending = null;
            _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return signal;
        }
    }

    internal void Post(FeedSignal signal)
    {
        lock (_gate)
        {
            _pending = _pending is null ? signal : _pending.Then(signal);
            _arrived.TrySetResult();
        }
    }

    public void Dispose() => onDispose(this);
}
