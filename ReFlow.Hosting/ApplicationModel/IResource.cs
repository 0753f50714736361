namespace ReFlow.Hosting.ApplicationModel;

/// <summary>A named part of the graph: a server, a project, a parameter. Same as Aspire's.</summary>
public interface IResource
{
    /// <summary>The name that the rest of the graph uses: 1 to 64 letters, digits and hyphens, starting with a letter.</summary>
    string Name { get; }

    /// <summary>What the builder calls attached to the resource.</summary>
    ResourceAnnotationCollection Annotations { get; }
}

/// <summary>Anything that can be attached to a resource. Same as Aspire's.</summary>
public interface IResourceAnnotation;

/// <summary>How <see cref="IResourceBuilder{T}.WithAnnotation{TAnnotation}(TAnnotation, ResourceAnnotationMutationBehavior)"/> treats annotations of the same type.</summary>
public enum ResourceAnnotationMutationBehavior
{
    /// <summary>Keeps what is there.</summary>
    Append,

    /// <summary>Removes annotations of the same type first.</summary>
    Replace,
}
