using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ReFlow.Hosting.ApplicationModel;

/// <summary>
/// The state of every resource, and waiting for it. Same as Aspire's, and a wait that ends by its token says what it saw last.
/// </summary>
public sealed partial class ResourceNotificationService
{
    readonly ConcurrentDictionary<string, ResourceEvent> _current = new(StringComparer.OrdinalIgnoreCase);
    readonly Lock _lock = new();
    readonly List<Channel<ResourceEvent>> _watchers = [];

    /// <summary>What waits do when a resource cannot become available; the builder sets it by whether there is a dashboard.</summary>
    internal WaitBehavior DefaultWaitBehavior { get; set; }

    /// <summary>All current states, then every change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>(new() { SingleReader = true });
        lock (_lock)
        {
            foreach (var known in _current.Values)
                channel.Writer.TryWrite(known);
            _watchers.Add(channel);
        }

        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken))
                yield return change;
        }
        finally
        {
            lock (_lock)
                _watchers.Remove(channel);
        }
    }

    /// <summary>Changes the state of a resource with one instance.</summary>
    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return PublishUpdateAsync(resource, resource.Name, stateFactory);
    }

    /// <summary>Changes the state of one replica.</summary>
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(stateFactory);
        lock (_lock)
        {
            var previous = _current.TryGetValue(resourceId, out var known) ? known.Snapshot : Initial(resource);
            var change = new ResourceEvent(resource, resourceId, stateFactory(previous));
            _current[resourceId] = change;
            foreach (var watcher in _watchers)
                watcher.Writer.TryWrite(change);
        }

        return Task.CompletedTask;
    }

    /// <summary>The state of a resource or replica now.</summary>
    public bool TryGetCurrentState(string resourceId, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ResourceEvent? resourceEvent) =>
        _current.TryGetValue(resourceId, out resourceEvent);

    internal IReadOnlyList<ResourceEvent> CurrentStates(IResource resource) =>
        [.. _current.Values.Where(e => ReferenceEquals(e.Resource, resource)).OrderBy(e => e.ResourceId, StringComparer.Ordinal)];

    internal IReadOnlyList<ResourceEvent> CurrentStates() => [.. _current.Values];

    static CustomResourceSnapshot Initial(IResource resource) =>
        resource.Annotations.OfType<ResourceSnapshotAnnotation>().LastOrDefault()?.InitialSnapshot
        ?? new CustomResourceSnapshot { ResourceType = KindOf(resource), Properties = [], CreationTimeStamp = DateTime.UtcNow };

    static string KindOf(IResource resource)
    {
        var name = resource.GetType().Name;
        return name.EndsWith("Resource", StringComparison.Ordinal) ? name[..^"Resource".Length] : name;
    }
}
