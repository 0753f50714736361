using System.Collections.ObjectModel;

namespace ReFlow.Hosting.ApplicationModel;

/// <summary>The resources of an application.</summary>
public interface IResourceCollection : IList<IResource>;

/// <summary>The resources of an application, in the order in which they were added.</summary>
sealed class ResourceCollection : Collection<IResource>, IResourceCollection;

/// <summary>The finished graph.</summary>
public sealed class DistributedApplicationModel(IResourceCollection resources)
{
    /// <summary>The resources.</summary>
    public IResourceCollection Resources { get; } = resources;
}
