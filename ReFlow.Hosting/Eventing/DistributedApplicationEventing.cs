using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Eventing;

/// <summary>Keeps the handlers of events and calls them.</summary>
public sealed class DistributedApplicationEventing : IDistributedApplicationEventing
{
    readonly Lock _lock = new();
    readonly List<(Type EventType, IResource? Resource, DistributedApplicationEventSubscription Subscription)> _subscriptions = [];

    /// <inheritdoc/>
    public DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationEvent => Add(resource: null, callback);

    /// <inheritdoc/>
    public DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent => Add(resource, callback);

    /// <inheritdoc/>
    public void Unsubscribe(DistributedApplicationEventSubscription subscription)
    {
        lock (_lock)
            _subscriptions.RemoveAll(s => ReferenceEquals(s.Subscription, subscription));
    }

    /// <inheritdoc/>
    public Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent => PublishAsync(@event, EventDispatchBehavior.BlockingSequential, cancellationToken);

    /// <inheritdoc/>
    public async Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent
    {
        var subscriptions = Matching(@event);
        var dispatch = dispatchBehavior is EventDispatchBehavior.BlockingSequential or EventDispatchBehavior.NonBlockingSequential
            ? SequentialAsync(subscriptions, @event, cancellationToken)
            : Task.WhenAll(subscriptions.Select(s => s.Callback(@event, cancellationToken)));
        if (dispatchBehavior is EventDispatchBehavior.BlockingSequential or EventDispatchBehavior.BlockingConcurrent)
            await dispatch;
    }

    internal bool HasSubscribers<T>(IResource resource)
        where T : IDistributedApplicationResourceEvent
    {
        lock (_lock)
            return _subscriptions.Exists(s => s.EventType == typeof(T) && ReferenceEquals(s.Resource, resource));
    }

    static async Task SequentialAsync(
        List<DistributedApplicationEventSubscription> subscriptions, IDistributedApplicationEvent @event, CancellationToken cancellationToken)
    {
        foreach (var subscription in subscriptions)
            await subscription.Callback(@event, cancellationToken);
    }

    DistributedApplicationEventSubscription Add<T>(IResource? resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationEvent
    {
        ArgumentNullException.ThrowIfNull(callback);
        var subscription = new DistributedApplicationEventSubscription((e, ct) => callback((T)e, ct));
        lock (_lock)
            _subscriptions.Add((typeof(T), resource, subscription));
        return subscription;
    }

    List<DistributedApplicationEventSubscription> Matching<T>(T @event)
        where T : IDistributedApplicationEvent
    {
        var resource = (@event as IDistributedApplicationResourceEvent)?.Resource;
        lock (_lock)
            return [.. _subscriptions
                .Where(s => s.EventType == typeof(T) && (s.Resource is null || ReferenceEquals(s.Resource, resource)))
                .Select(s => s.Subscription)];
    }
}
