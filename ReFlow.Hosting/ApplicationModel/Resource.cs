using System.Diagnostics;

namespace ReFlow.Hosting.ApplicationModel;

/// <summary>Base class of every resource. Same as Aspire's; the name is checked here already, not when it is added.</summary>
[DebuggerDisplay("{GetType().Name,nq}: {Name}")]
public abstract class Resource : IResource
{
    /// <summary>Creates the resource.</summary>
    /// <exception cref="ArgumentException">The name breaks the naming rule of <see cref="IResource.Name"/>.</exception>
    protected Resource(string name)
    {
        ResourceName.Validate(name);
        Name = name;
    }

    /// <inheritdoc/>
    public virtual string Name { get; }

    /// <inheritdoc/>
    public virtual ResourceAnnotationCollection Annotations { get; } = [];
}
