using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Lifecycle;

/// <summary>Stops resources in the reverse of the order in which they depend on each other, independent ones at once.</summary>
static class StopOrder
{
    internal static Task StopAsync(IReadOnlyList<IResource> resources, Func<IResource, Task> stop)
    {
        var tasks = new Dictionary<IResource, Task>(ReferenceEqualityComparer.Instance);
        var open = new HashSet<IResource>(ReferenceEqualityComparer.Instance);
        return Task.WhenAll(resources.Select(Visit));

        Task Visit(IResource resource)
        {
            if (tasks.TryGetValue(resource, out var known))
                return known;

            // References may run in a circle; the edge that closes it is left out.
            if (!open.Add(resource))
                return Task.CompletedTask;
            var dependents = resources.Where(r => DependenciesOf(r).Contains(resource, ReferenceEqualityComparer.Instance)).Select(Visit).ToList();
            open.Remove(resource);
            return tasks[resource] = StopAfterAsync(dependents, resource);
        }

        async Task StopAfterAsync(List<Task> dependents, IResource resource)
        {
            await Task.WhenAll(dependents);
            await stop(resource);
        }
    }

    /// <summary>What a resource waits for, refers to or lives in, and what that lives in.</summary>
    internal static IEnumerable<IResource> DependenciesOf(IResource resource)
    {
        var direct = resource.Annotations.OfType<WaitAnnotation>().Select(w => w.Resource)
            .Concat(resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(r => r.Resource))
            .Concat(resource is IResourceWithParent { Parent: var parent } ? [parent] : []);
        return direct.SelectMany(d => d is IResourceWithParent { Parent: var owner } ? new[] { d, owner } : [d]).Where(d => !ReferenceEquals(d, resource));
    }
}
