using System.Globalization;
using Microsoft.Extensions.Hosting;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Eventing;
using ReFlow.Hosting.NodeTools;
using ReFlow.Hosting.State;

namespace ReFlow.Hosting.Lifecycle;

/// <summary>Starts the graph in dependency order and stops it in reverse.</summary>
sealed class ApplicationOrchestrator(
    DistributedApplicationModel model, IDistributedApplicationBuilder builder, StateFolder state, PortAllocator ports, PassiveResources passive,
    HealthMonitor health, HostConsole console, SupervisorServices host) : IHostedService, IAsyncDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly List<ProcessSupervisor> _supervisors = [];
    readonly List<Task> _background = [];

    internal bool IsStarted { get; private set; }

    internal ProcessSupervisor? FindSupervisor(string resourceId) =>
        _supervisors.Find(s => string.Equals(s.ResourceId, resourceId, StringComparison.OrdinalIgnoreCase));

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        console.Starting(model.Resources.Count, state.FullPath);
        await host.Eventing.PublishAsync(new BeforeStartEvent(host.Services, model), cancellationToken);
        await ports.AllocateAsync(model.Resources, cancellationToken);
        if (model.Resources.Any(r => r.Annotations.OfType<NodePackagesAnnotation>().Any()))
            await NodePackages.RestoreAsync(RepositoryRoot.Find(builder.AppHostDirectory), NodePackageScope.Runtime, console, cancellationToken);

        foreach (var parameter in model.Resources.OfType<ParameterResource>())
            await parameter.GetValueAsync(cancellationToken);

        _background.Add(Task.Run(() => health.RunAsync(_stop.Token), CancellationToken.None));
        _background.Add(Task.Run(() => console.ReportAsync(model, _stop.Token), CancellationToken.None));
        foreach (var resource in model.Resources.ToList())
            await PublishInitialAsync(resource);
        foreach (var resource in model.Resources.ToList())
            await BeginAsync(resource, cancellationToken);
        IsStarted = true;
        await host.Eventing.PublishAsync(new AfterResourcesCreatedEvent(host.Services, model), cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_stop.IsCancellationRequested)
            return;
        console.Stopping();
        await StopOrder.StopAsync(
            [.. model.Resources], resource => Task.WhenAll(_supervisors.Where(s => ReferenceEquals(s.Resource, resource)).Select(s => s.StopAsync())));
        await _stop.CancelAsync();
        await Task.WhenAll(_background).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        console.Stopped();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _supervisors.ForEach(s => s.Dispose());
        _stop.Dispose();
    }

    async Task PublishInitialAsync(IResource resource)
    {
        var replicas = resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;
        for (var replica = 0; replica < replicas; replica++)
        {
            var index = replica;
            await host.Notifications.PublishUpdateAsync(resource, IdOf(resource, replica, replicas), s => s with
            {
                State = s.State ?? KnownResourceStates.NotStarted,
                HealthReports = HealthMonitor.Unknown(resource),
                Urls = ResourceUrls.Of(resource, index),
                Commands = [.. resource.Annotations.OfType<ResourceCommandAnnotation>().Select(c => new ResourceCommandSnapshot(c.Name, ResourceCommandState.Enabled, c.DisplayName, c.Options.Description))],
                Relationships = [.. resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(r => new RelationshipSnapshot(r.Resource.Name, r.Type)).Distinct()],
            });
        }
    }

    async Task BeginAsync(IResource resource, CancellationToken cancellationToken)
    {
        await host.Eventing.PublishAsync(
            new InitializeResourceEvent(resource, host.Eventing, host.Loggers, host.Notifications, host.Services),
            EventDispatchBehavior.NonBlockingSequential, _stop.Token);
        if (resource.Annotations.OfType<EndpointAnnotation>().Any())
            await host.Eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, host.Services), cancellationToken);
        if (resource is IResourceWithConnectionString)
            await host.Eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, host.Services), cancellationToken);

        if (!resource.Annotations.OfType<ProcessAnnotation>().Any())
        {
            _background.Add(passive.RunAsync(resource, _stop.Token));
            return;
        }

        var replicas = resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;
        var isRunOnce = model.Resources.Any(r => r.Annotations.OfType<WaitAnnotation>().Any(w => w.WaitType is WaitType.WaitForCompletion && ReferenceEquals(w.Resource, resource)));
        for (var replica = 0; replica < replicas; replica++)
        {
            var supervisor = new ProcessSupervisor(resource, replica, IdOf(resource, replica, replicas), isRunOnce, host);
            _supervisors.Add(supervisor);
            if (!resource.Annotations.OfType<ExplicitStartupAnnotation>().Any())
                await supervisor.StartAsync(cancellationToken);
        }
    }

    static string IdOf(IResource resource, int replica, int replicas) =>
        replicas == 1 ? resource.Name : string.Create(CultureInfo.InvariantCulture, $"{resource.Name}-{replica + 1}");
}
