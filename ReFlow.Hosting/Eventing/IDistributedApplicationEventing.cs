using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Eventing;

/// <summary>Something that happens to the application.</summary>
public interface IDistributedApplicationEvent;

/// <summary>Something that happens to one resource. Aspire's also has a logger; take it from <see cref="ResourceLoggerService"/>.</summary>
public interface IDistributedApplicationResourceEvent : IDistributedApplicationEvent
{
    /// <summary>The resource.</summary>
    IResource Resource { get; }

    /// <summary>The application's services.</summary>
    IServiceProvider Services { get; }
}

/// <summary>How handlers of an event run. Same as Aspire's.</summary>
public enum EventDispatchBehavior
{
    /// <summary>One after the other; publishing ends when all have.</summary>
    BlockingSequential,

    /// <summary>All at once; publishing ends when all have.</summary>
    BlockingConcurrent,

    /// <summary>One after the other, in the background.</summary>
    NonBlockingSequential,

    /// <summary>All at once, in the background.</summary>
    NonBlockingConcurrent,
}

/// <summary>A handler's registration.</summary>
public sealed class DistributedApplicationEventSubscription(Func<IDistributedApplicationEvent, CancellationToken, Task> callback)
{
    /// <summary>The handler.</summary>
    public Func<IDistributedApplicationEvent, CancellationToken, Task> Callback { get; } = callback;
}

/// <summary>Events of the application. Same as Aspire's.</summary>
public interface IDistributedApplicationEventing
{
    /// <summary>Handles every event of a type.</summary>
    DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationEvent;

    /// <summary>Handles the events of a type for one resource.</summary>
    DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent;

    /// <summary>Ends a registration.</summary>
    void Unsubscribe(DistributedApplicationEventSubscription subscription);

    /// <summary>Publishes an event; its handlers run one after the other.</summary>
    Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent;

    /// <summary>Publishes an event.</summary>
    Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent;
}
