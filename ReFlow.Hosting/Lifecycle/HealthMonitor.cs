using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Eventing;

namespace ReFlow.Hosting.Lifecycle;

/// <summary>
/// Polls the health checks of running resources and publishes the ready event. Differs from Aspire's: it looks sooner at a resource that
/// is not healthy yet (0.2 s, growing to 5 s) and every 10 s (not 30) at a healthy one.
/// </summary>
sealed class HealthMonitor(
    ResourceNotificationService notifications, DistributedApplicationEventing eventing, HealthCheckService checks,
    ResourceLoggerService loggers, IServiceProvider services, TimeProvider time)
{
    static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);
    static readonly TimeSpan s_healthyPeriod = TimeSpan.FromSeconds(10);
    static readonly TimeSpan s_checkTimeout = TimeSpan.FromSeconds(10);

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var pollers = new Dictionary<string, CancellationTokenSource>(StringComparer.Ordinal);
        var running = new List<Task>();
        try
        {
            await foreach (var change in notifications.WatchAsync(cancellationToken))
            {
                var isRunning = change.Snapshot.State?.Text == KnownResourceStates.Running;
                if (isRunning && !pollers.ContainsKey(change.ResourceId))
                {
                    var source = pollers[change.ResourceId] = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                    running.RemoveAll(t => t.IsCompleted);
                    running.Add(PollAsync(change.Resource, change.ResourceId, source.Token));
                }
                else if (!isRunning && pollers.Remove(change.ResourceId, out var source))
                {
                    await source.CancelAsync();
                    source.Dispose();
                    await notifications.PublishUpdateAsync(change.Resource, change.ResourceId, NotReady);
                }
            }
        }
        finally
        {
            foreach (var source in pollers.Values)
                source.Dispose();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal static ImmutableArray<HealthReportSnapshot> Unknown(IResource resource) =>
        [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(h => new HealthReportSnapshot(h.Key, Status: null, Description: null, ExceptionText: null))];

    static CustomResourceSnapshot NotReady(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text == KnownResourceStates.Running ? snapshot : snapshot with { ResourceReadyEvent = null };

    async Task PollAsync(IResource resource, string resourceId, CancellationToken cancellationToken)
    {
        var keys = resource.Annotations.OfType<HealthCheckAnnotation>().Select(h => h.Key).ToHashSet(StringComparer.Ordinal);
        var pause = s_first;
        var isReady = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            var isHealthy = keys.Count == 0 || await CheckAsync(resource, resourceId, keys, cancellationToken);
            if (isHealthy && !isReady)
                isReady = await PublishReadyAsync(resource, resourceId, cancellationToken);
            if (keys.Count == 0)
                return;
            pause = isHealthy ? s_healthyPeriod : pause == s_healthyPeriod ? s_first : Min(pause * 1.5, s_longest);
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    async Task<bool> CheckAsync(IResource resource, string resourceId, HashSet<string> keys, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_checkTimeout);
        ImmutableArray<HealthReportSnapshot> reports;
        try
        {
            var report = await checks.CheckHealthAsync(r => keys.Contains(r.Name), timeout.Token);
            reports = [.. report.Entries.Select(e => new HealthReportSnapshot(e.Key, e.Value.Status, e.Value.Description ?? e.Value.Exception?.Message, e.Value.Exception?.ToString())
            {
                LastRunAt = time.GetUtcNow().UtcDateTime,
            })];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var text = $"no answer within {s_checkTimeout.TotalSeconds:0} s";
            reports = [.. keys.Select(k => new HealthReportSnapshot(k, HealthStatus.Unhealthy, text, ExceptionText: null))];
        }

        cancellationToken.ThrowIfCancellationRequested();
        await notifications.PublishUpdateAsync(resource, resourceId, s => s with { HealthReports = reports });
        return reports.All(r => r.Status is HealthStatus.Healthy);
    }

    async Task<bool> PublishReadyAsync(IResource resource, string resourceId, CancellationToken cancellationToken)
    {
        try
        {
            await eventing.PublishAsync(new ResourceReadyEvent(resource, services), cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The handler is somebody else's code; what it says is the reason why those who wait for this resource still wait.
            Log.ReadyHandlerFailed(loggers.GetLogger(resourceId), e);
            await notifications.PublishUpdateAsync(resource, resourceId, s => s.WithProperty(KnownProperties.Error, $"not ready: {e.Message}"));
            return false;
        }

        await notifications.PublishUpdateAsync(resource, resourceId, s => (s with { ResourceReadyEvent = Task.CompletedTask }).WithProperty(KnownProperties.Error, value: null));
        return true;
    }

    static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
