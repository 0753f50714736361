using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Eventing;
using ReFlow.Hosting.Processes;

namespace ReFlow.Hosting.Lifecycle;

/// <summary>Keeps one process of a resource in the state that the application or a command wants: waits, starts, restarts, stops.</summary>
sealed partial class ProcessSupervisor(IResource resource, int replica, string resourceId, bool isRunOnce, SupervisorServices host)
    : IDisposable
{
    readonly SemaphoreSlim _gate = new(1, 1);
    CancellationTokenSource? _stop;
    Task _run = Task.CompletedTask;

    // A service that ends has failed, whatever it says: .NET's host answers 0 after the fault of a background service.
    bool MayFinish => !resource.Annotations.OfType<EndpointAnnotation>().Any();

    internal IResource Resource => resource;

    internal string ResourceId => resourceId;

    /// <summary>Starts the process in the background, unless it runs or waits already.</summary>
    /// <returns>False when it does.</returns>
    internal async Task<bool> StartAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_run.IsCompleted)
                return false;
            _stop?.Dispose();
            _stop = new CancellationTokenSource();
            _run = Task.Run(() => RunAsync(_stop.Token), CancellationToken.None);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops the process, or its waiting, and returns when it has ended.</summary>
    /// <returns>False when nothing ran.</returns>
    internal async Task<bool> StopAsync()
    {
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            if (_run.IsCompleted || _stop is null)
                return false;
            await _stop.CancelAsync();
            await _run;
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _stop?.Dispose();
        _gate.Dispose();
    }

    async Task RunAsync(CancellationToken stop)
    {
        var backoff = new RestartBackoff(host.Time);
        var restarts = 0;
        await UpdateAsync(s => s.WithProperty(KnownProperties.RestartCount, 0).WithProperty(KnownProperties.Error, value: null));
        while (true)
        {
            var startedAt = host.Time.GetTimestamp();
            if (await RunOnceAsync(stop) is not { } exitCode)
                return;

            if (isRunOnce || (exitCode == 0 && MayFinish))
            {
                await EndAsync(exitCode == 0 ? KnownResourceStates.Finished : KnownResourceStates.Exited, exitCode);
                return;
            }

            var pause = backoff.Next(startedAt);
            restarts++;
            await UpdateAsync(s => (s with { State = KnownResourceStates.Restarting, ExitCode = exitCode, StopTimeStamp = Now(), ResourceReadyEvent = null })
                .WithProperty(KnownProperties.RestartCount, restarts)
                .WithProperty(KnownProperties.ProcessId, value: null)
                .WithProperty(KnownProperties.Error, FormattableString.Invariant($"ended with exit code {exitCode}; restart {restarts} in {pause.TotalSeconds:0} s")));
            await PublishStoppedAsync();
            try
            {
                await Task.Delay(pause, host.Time, stop);
            }
            catch (OperationCanceledException)
            {
                await EndAsync(KnownResourceStates.Exited, exitCode);
                return;
            }
        }
    }

    /// <summary>Waits, starts, and sees the process to its end.</summary>
    /// <returns>The exit code of a process that ended by itself; null when it was stopped or could not start.</returns>
    async Task<int?> RunOnceAsync(CancellationToken stop)
    {
        ChildProcess child;
        try
        {
            await host.Waits.WaitAsync(resource, resourceId, stop);
            await host.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, host.Services), stop);
            child = await StartProcessAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await EndAsync(KnownResourceStates.Exited, exitCode: null);
            return null;
        }
        catch (Exception e)
        {
            // Preparation is other people's code. Whatever it throws is this resource's failure, shown on it; the others go on.
            if (e is not DistributedApplicationException)
                Log.StartFailed(host.Loggers.GetLogger(resourceId), e);
            await UpdateAsync(s => (s with { State = KnownResourceStates.FailedToStart, StopTimeStamp = Now() }).WithProperty(KnownProperties.Error, e.Message));
            return null;
        }

        try
        {
            return await child.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            await UpdateAsync(s => s with { State = KnownResourceStates.Stopping });
            await EndAsync(KnownResourceStates.Exited, await child.StopAsync());
            return null;
        }
        finally
        {
            child.Dispose();
        }
    }

    async Task EndAsync(string state, int? exitCode)
    {
        await UpdateAsync(s => (s with { State = state, ExitCode = exitCode, StopTimeStamp = Now(), ResourceReadyEvent = null })
            .WithProperty(KnownProperties.ProcessId, value: null)
            .WithProperty(KnownProperties.WaitingFor, value: null)
            .WithProperty(KnownProperties.Error, state == KnownResourceStates.Exited && isRunOnce ? LastLine() : null));
        await PublishStoppedAsync();
    }

    async Task PublishStoppedAsync()
    {
        if (host.Notifications.TryGetCurrentState(resourceId, out var current))
            await host.Eventing.PublishAsync(new ResourceStoppedEvent(resource, host.Services, current), EventDispatchBehavior.NonBlockingSequential);
    }

    string? LastLine() => host.Loggers.LastLines(resourceId, 20).LastOrDefault(l => l.Content.Trim().Length > 0).Content?.Trim();

    DateTime Now() => host.Time.GetUtcNow().UtcDateTime;

    Task UpdateAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) =>
        host.Notifications.PublishUpdateAsync(resource, resourceId, change);
}
