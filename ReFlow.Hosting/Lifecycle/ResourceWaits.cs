using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Lifecycle;

/// <summary>Waits for what a resource waits for, and says what and why while it lasts.</summary>
sealed class ResourceWaits(ResourceNotificationService notifications, HostConsole console, TimeProvider time)
{
    static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(2);
    static readonly TimeSpan s_period = TimeSpan.FromSeconds(10);
    const int PeriodsBetweenReminders = 3;

    /// <summary>Returns when every dependency is as the resource wants it.</summary>
    /// <exception cref="DistributedApplicationException">A dependency cannot become available, and the wait's behaviour is to stop.</exception>
    internal async Task WaitAsync(IResource resource, string resourceId, CancellationToken cancellationToken)
    {
        var pending = resource.Annotations.OfType<WaitAnnotation>().ToHashSet();
        if (pending.Count == 0)
            return;

        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await ShowAsync(resource, resourceId, pending);
        var telling = TellAsync(resource, resourceId, pending, done.Token);
        try
        {
            await Task.WhenAll(pending.ToList().Select(async wait =>
            {
                await WaitOneAsync(resource, wait, done.Token);
                lock (pending)
                    pending.Remove(wait);
                await ShowAsync(resource, resourceId, pending);
            }));
        }
        finally
        {
            await done.CancelAsync();
            await telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task WaitOneAsync(IResource resource, WaitAnnotation wait, CancellationToken cancellationToken)
    {
        var behavior = wait.WaitBehavior ?? notifications.DefaultWaitBehavior;
        await notifications.WaitForResourceAsync(
            wait.Resource.Name,
            _ =>
            {
                var states = notifications.CurrentStates(wait.Resource);
                if (states.All(s => Satisfies(s.Snapshot, wait)))
                    return true;
                var lost = states.FirstOrDefault(s => !Satisfies(s.Snapshot, wait) && ResourceNotificationService.IsTerminal(s.Snapshot));
                return lost is null || behavior is WaitBehavior.WaitOnResourceUnavailable
                    ? false
                    : throw new DistributedApplicationException(
                        $"'{resource.Name}' cannot start: it waits for '{wait.Resource.Name}' ({Target(wait)}), which is {ResourceNotificationService.Describe(lost.Snapshot)}.");
            },
            cancellationToken);
    }

    async Task TellAsync(IResource resource, string resourceId, HashSet<WaitAnnotation> pending, CancellationToken cancellationToken)
    {
        await Task.Delay(s_quiet, time, cancellationToken);
        for (var (told, quietPeriods) = ("", 0); ; quietPeriods++)
        {
            await ShowAsync(resource, resourceId, pending);
            var reasons = Reasons(pending);
            if (reasons != told || quietPeriods == PeriodsBetweenReminders)
            {
                console.Waiting(resourceId, reasons);
                (told, quietPeriods) = (reasons, 0);
            }

            await Task.Delay(s_period, time, cancellationToken);
        }
    }

    Task ShowAsync(IResource resource, string resourceId, HashSet<WaitAnnotation> pending)
    {
        var reasons = Reasons(pending);
        return notifications.PublishUpdateAsync(resource, resourceId, s => (s with { State = KnownResourceStates.Waiting })
            .WithProperty(KnownProperties.WaitingFor, reasons.Length == 0 ? null : reasons));
    }

    string Reasons(HashSet<WaitAnnotation> pending)
    {
        lock (pending)
            return string.Join("; ", pending.Select(Reason).Distinct(StringComparer.Ordinal));
    }

    string Reason(WaitAnnotation wait)
    {
        var state = notifications.CurrentStates(wait.Resource).FirstOrDefault(s => !Satisfies(s.Snapshot, wait));
        return $"{wait.Resource.Name} to be {Target(wait)} ({(state is null ? "not started" : Brief(state.Snapshot))})";
    }

    // What the other one waits for is in the other one's own line.
    static string Brief(CustomResourceSnapshot snapshot) => snapshot.State?.Text == KnownResourceStates.Waiting
        ? "which waits itself"
        : $"is {ResourceNotificationService.Describe(snapshot)}";

    static string Target(WaitAnnotation wait) => wait.WaitType switch
    {
        WaitType.WaitUntilStarted => "running",
        WaitType.WaitForCompletion => FormattableString.Invariant($"finished with exit code {wait.ExitCode}"),
        _ => "healthy",
    };

    static bool Satisfies(CustomResourceSnapshot snapshot, WaitAnnotation wait) => wait.WaitType switch
    {
        WaitType.WaitUntilStarted => snapshot.State?.Text == KnownResourceStates.Running || IsEnded(snapshot),
        WaitType.WaitForCompletion => IsEnded(snapshot) && snapshot.ExitCode == wait.ExitCode,
        _ => ResourceNotificationService.IsReady(snapshot),
    };

    static bool IsEnded(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text == KnownResourceStates.Finished || snapshot.State?.Text == KnownResourceStates.Exited;
}
