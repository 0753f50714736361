namespace ReFlow.Hosting.ApplicationModel;

/// <summary>A change of a resource.</summary>
/// <param name="resource">The resource.</param>
/// <param name="resourceId">Its name; with several replicas, the name and the replica's number.</param>
/// <param name="snapshot">Its state after the change.</param>
public sealed class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    /// <summary>The resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>Its name; with several replicas, the name and the replica's number. Aspire appends random letters.</summary>
    public string ResourceId { get; } = resourceId;

    /// <summary>Its state after the change.</summary>
    public CustomResourceSnapshot Snapshot { get; } = snapshot;
}
