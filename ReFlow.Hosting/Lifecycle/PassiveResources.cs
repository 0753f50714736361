using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Eventing;

namespace ReFlow.Hosting.Lifecycle;

/// <summary>Runs resources that have no process: parameters, connection strings from outside, children of servers, custom resources.</summary>
sealed class PassiveResources(ResourceNotificationService notifications, DistributedApplicationEventing eventing)
{
    internal async Task RunAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource is ParameterResource parameter)
            await RunParameterAsync(parameter, cancellationToken);
        else if (eventing.HasSubscribers<InitializeResourceEvent>(resource) || resource.Annotations.OfType<ResourceSnapshotAnnotation>().Any(a => a.InitialSnapshot.State is not null))
            await PublishAsync(resource, s => s);
        else if (resource is IResourceWithParent { Parent: var parent })
            await FollowAsync(resource, parent, cancellationToken);
        else
            await PublishAsync(resource, s => s with { State = KnownResourceStates.Running });
    }

    async Task RunParameterAsync(ParameterResource parameter, CancellationToken cancellationToken)
    {
        var value = await parameter.GetValueAsync(cancellationToken);
        await PublishAsync(parameter, s => s with
        {
            State = KnownResourceStates.Running,
            Properties = [.. s.Properties, new ResourcePropertySnapshot("Value", value) { IsSensitive = parameter.Secret }],
        });
    }

    /// <summary>A database runs while its server does.</summary>
    async Task FollowAsync(IResource resource, IResource parent, CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            if (!ReferenceEquals(change.Resource, parent))
                continue;
            var state = change.Snapshot.State?.Text;
            if (notifications.TryGetCurrentState(resource.Name, out var current) && current.Snapshot.State?.Text == state)
                continue;
            await PublishAsync(resource, s => s with
            {
                State = state,
                ExitCode = change.Snapshot.ExitCode,
                StartTimeStamp = change.Snapshot.StartTimeStamp,
                StopTimeStamp = change.Snapshot.StopTimeStamp,
                HealthReports = state == KnownResourceStates.Running ? HealthMonitor.Unknown(resource) : s.HealthReports,
                ResourceReadyEvent = null,
            });
        }
    }

    Task PublishAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> change) =>
        notifications.PublishUpdateAsync(resource, change);
}
