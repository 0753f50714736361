namespace ReFlow.Api;

/// <summary>
/// The operations that are active on one socket. A message for an operation is sent only while the operation is in here, so nothing
/// follows a client's <c>complete</c>.
/// </summary>
sealed class SocketOperations(SocketConnection connection, int maximum) : IDisposable
{
    readonly Lock _gate = new();
    readonly Dictionary<string, SocketOperation> _active = [];
    bool _isDisposed;

    public AddResult TryAdd(SocketOperation operation)
    {
        lock (_gate)
        {
            if (_active.ContainsKey(operation.Id))
                return AddResult.IdInUse;
            if (_isDisposed || _active.Count >= maximum)
                return AddResult.TooMany;
            _active.Add(operation.Id, operation);
            return AddResult.Added;
        }
    }

    /// <summary>Sends a message of a running operation.</summary>
    public void Send(SocketOperation operation, byte[] message)
    {
        lock (_gate)
        {
            if (IsActive(operation))
                connection.Send(message);
        }
    }

    /// <summary>Sends the last messages of an operation and frees its id.</summary>
    public void Finish(SocketOperation operation, params ReadOnlySpan<byte[]> messages)
    {
        lock (_gate)
        {
            if (!IsActive(operation))
                return;
            _active.Remove(operation.Id);
            foreach (var message in messages)
                connection.Send(message);
        }

        operation.Dispose();
    }

    /// <summary>Ties a started event stream to its operation, or ends it when the operation is gone already.</summary>
    public void Attach(SocketOperation operation, IDisposable stream)
    {
        lock (_gate)
        {
            if (IsActive(operation))
            {
                operation.Stream = stream;
                return;
            }
        }

        stream.Dispose();
    }

    /// <summary>The client wants no more of it. An unknown id is not an error: the operation may just have ended.</summary>
    public void Cancel(string id)
    {
        SocketOperation? operation;
        lock (_gate)
            _active.Remove(id, out operation);
        operation?.Dispose();
    }

    public void Dispose()
    {
        SocketOperation[] remaining;
        lock (_gate)
        {
            _isDisposed = true;
            remaining = [.. _active.Values];
            _active.Clear();
        }

        foreach (var operation in remaining)
            operation.Dispose();
    }

    bool IsActive(SocketOperation operation) => _active.TryGetValue(operation.Id, out var active) && active == operation;
}

/// <summary>What became of an operation that a client asked for.</summary>
enum AddResult
{
    Added,
    IdInUse,
    TooMany,
}
