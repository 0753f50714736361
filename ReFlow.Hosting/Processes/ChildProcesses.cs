using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Guardian;

namespace ReFlow.Hosting.Processes;

/// <summary>Starts children under the guardian, which ends them when the host is killed.</summary>
sealed class ChildProcesses : IAsyncDisposable
{
    readonly SemaphoreSlim _gate = new(1, 1);
    ProcessGuardian? _guardian;

    internal async Task<ChildProcess> StartAsync(
        string resourceName, ProcessStartSpec spec, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment,
        Action<string, bool> onLine, CancellationToken cancellationToken)
    {
        var guardian = await GuardianAsync(cancellationToken);
        var child = ChildProcess.Start(resourceName, spec, arguments, environment, onLine);
        guardian.Watch(child.Process, spec.StopSignal);
        return child;
    }

    /// <summary>Releases a child that has ended.</summary>
    internal void Release(ChildProcess child)
    {
        _guardian?.Forget(child.Process);
        child.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (_guardian is not null)
            await _guardian.DisposeAsync();
        _gate.Dispose();
    }

    async Task<ProcessGuardian> GuardianAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _guardian ??= await ProcessGuardian.StartAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }
}
