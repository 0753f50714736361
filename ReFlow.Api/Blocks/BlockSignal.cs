namespace ReFlow.Api;

/// <summary>"Look at the cursor now." Any number of signals before the next look count as one.</summary>
sealed class BlockSignal : IDisposable
{
    readonly SemaphoreSlim _raised = new(0, 1);
    readonly Lock _gate = new();

    public void Raise()
    {
        lock (_gate)
        {
            if (_raised.CurrentCount == 0)
                _raised.Release();
        }
    }

    /// <summary>Returns at the next signal, or after <paramref name="atMost"/>.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _raised.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _raised.Dispose();
}
