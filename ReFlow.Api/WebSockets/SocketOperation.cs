namespace ReFlow.Api;

/// <summary>An operation that is active on a socket.</summary>
sealed class SocketOperation : IDisposable
{
    readonly CancellationTokenSource _cancellation = new();

    public SocketOperation(string id, OperationRequest request)
    {
        Id = id;
        Request = request;
        // Kept apart from its source, which may be disposed before the execution has begun.
        CancellationToken = _cancellation.Token;
    }

    public string Id { get; }

    public OperationRequest Request { get; }

    /// <summary>Cancelled when the operation ends, however it ends.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The running event stream; null for a query, and before the stream has started.</summary>
    public IDisposable? Stream { get; set; }

    public void Dispose()
    {
        _cancellation.Cancel();
        Stream?.Dispose();
        _cancellation.Dispose();
    }
}
