using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ReFlow.Hosting.ApplicationModel;

public sealed partial class ResourceNotificationService
{
    /// <summary>Waits until the resource is in a state; running unless told otherwise.</summary>
    public async Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        await WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <summary>Waits until the resource is in one of the states, and tells which.</summary>
    public async Task<string> WaitForResourceAsync(
        string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var wanted = targetStates.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var reached = await WaitAsync(
            resourceName, e => e.Snapshot.State is { } state && wanted.Contains(state.Text), string.Join(" or ", wanted), cancellationToken);
        return reached.Snapshot.State!.Text;
    }

    /// <summary>Waits until a change of the resource fulfils a condition.</summary>
    public Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default) =>
        WaitAsync(resourceName, predicate, "a condition of the caller", cancellationToken);

    /// <summary>Waits until the resource is healthy; what happens when it cannot become so depends on whether there is a dashboard.</summary>
    /// <exception cref="DistributedApplicationException">The resource ended (without a dashboard).</exception>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, DefaultWaitBehavior, cancellationToken);

    /// <summary>Waits until the resource is healthy and its ready event is handled.</summary>
    /// <exception cref="DistributedApplicationException">The resource ended, and the behaviour is to stop.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(
        string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var change = await WaitAsync(
            resourceName, e => IsReady(e.Snapshot) || (waitBehavior is WaitBehavior.StopOnResourceUnavailable && IsTerminal(e.Snapshot)),
            "healthy", cancellationToken);
        if (!IsReady(change.Snapshot))
            throw new DistributedApplicationException($"'{resourceName}' cannot become healthy: it is {Describe(change.Snapshot)}.");
        return change;
    }

    internal static bool IsTerminal(CustomResourceSnapshot snapshot) =>
        snapshot.State is { } state && KnownResourceStates.TerminalStates.Contains(state.Text);

    internal static bool IsReady(CustomResourceSnapshot snapshot) =>
        snapshot.HealthStatus is HealthStatus.Healthy && snapshot.ResourceReadyEvent is { IsCompletedSuccessfully: true };

    /// <summary>Says in words what a resource does and why: <c>Running, unhealthy (reflow_check: the database does not exist yet)</c>.</summary>
    internal static string Describe(CustomResourceSnapshot snapshot)
    {
        var text = snapshot.State?.Text ?? "not started";
        if (snapshot.ExitCode is { } code && snapshot.State?.Text is not "Running")
            text += $" with exit code {code}";
        if (snapshot.HealthStatus is { } health and not HealthStatus.Healthy)
        {
            var report = snapshot.HealthReports.FirstOrDefault(r => r.Status is not HealthStatus.Healthy);
            text += $", {health.ToString().ToLowerInvariant()} ({report?.Name}: {report?.Description ?? report?.ExceptionText ?? "not checked yet"})";
        }

        if (snapshot.State?.Text == KnownResourceStates.Waiting && snapshot.Property(KnownProperties.WaitingFor) is string waitingFor)
            text += $" for {waitingFor}";
        return snapshot.Property(KnownProperties.Error) is string error ? $"{text}: {error}" : text;
    }

    async Task<ResourceEvent> WaitAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, string target, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        try
        {
            await foreach (var change in WatchAsync(cancellationToken))
            {
                if ((NameEquals(change.Resource.Name, resourceName) || NameEquals(change.ResourceId, resourceName)) && predicate(change))
                    return change;
            }
        }
        catch (OperationCanceledException e) when (e.CancellationToken == cancellationToken)
        {
            var seen = _current.Values.FirstOrDefault(c => NameEquals(c.Resource.Name, resourceName) || NameEquals(c.ResourceId, resourceName));
            throw new OperationCanceledException(
                $"Gave up waiting for '{resourceName}' to become {target}. It is {(seen is null ? "unknown" : Describe(seen.Snapshot))}.",
                e, cancellationToken);
        }

        throw new InvalidOperationException("The stream of resource changes ended.");
    }

    static bool NameEquals(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
