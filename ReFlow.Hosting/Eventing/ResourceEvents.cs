using ReFlow.Hosting.Eventing;

// The events live beside the model, as in Aspire.
namespace ReFlow.Hosting.ApplicationModel;

/// <summary>Before anything starts. Handlers may still change the model.</summary>
public sealed class BeforeStartEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    /// <summary>The application's services.</summary>
    public IServiceProvider Services { get; } = services;

    /// <summary>The resources.</summary>
    public DistributedApplicationModel Model { get; } = model;
}

/// <summary>Every resource has begun its life; most still start.</summary>
public sealed class AfterResourcesCreatedEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    /// <summary>The application's services.</summary>
    public IServiceProvider Services { get; } = services;

    /// <summary>The resources.</summary>
    public DistributedApplicationModel Model { get; } = model;
}

/// <summary>A resource begins its life; a custom resource runs itself from here.</summary>
public sealed class InitializeResourceEvent(
    IResource resource, IDistributedApplicationEventing eventing, ResourceLoggerService loggers,
    ResourceNotificationService notifications, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource { get; } = resource;

    /// <inheritdoc/>
    public IServiceProvider Services { get; } = services;

    /// <summary>Publishes further events.</summary>
    public IDistributedApplicationEventing Eventing { get; } = eventing;

    /// <summary>Writes to the resource's console log.</summary>
    public Microsoft.Extensions.Logging.ILogger Logger { get; } = loggers.GetLogger(resource);

    /// <summary>Pushes snapshots.</summary>
    public ResourceNotificationService Notifications { get; } = notifications;
}

/// <summary>A resource's endpoints have addresses.</summary>
public sealed record ResourceEndpointsAllocatedEvent(IResource Resource, IServiceProvider Services) : IDistributedApplicationResourceEvent;

/// <summary>A resource's connection string can be resolved.</summary>
public sealed record ConnectionStringAvailableEvent(IResource Resource, IServiceProvider Services) : IDistributedApplicationResourceEvent;

/// <summary>A resource is about to start; its waits run inside this event.</summary>
public sealed record BeforeResourceStartedEvent(IResource Resource, IServiceProvider Services) : IDistributedApplicationResourceEvent;

/// <summary>A resource became healthy for the first time since its start.</summary>
public sealed record ResourceReadyEvent(IResource Resource, IServiceProvider Services) : IDistributedApplicationResourceEvent;

/// <summary>A resource's process ended.</summary>
public sealed record ResourceStoppedEvent(IResource Resource, IServiceProvider Services, ResourceEvent ResourceEvent)
    : IDistributedApplicationResourceEvent;
