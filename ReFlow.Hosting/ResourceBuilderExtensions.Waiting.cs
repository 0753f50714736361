using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Starts only when the dependency is healthy. Waiting for a child waits for its parent as well.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.Wait(dependency, WaitType.WaitUntilHealthy);

    /// <summary>Starts only when the dependency is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitBehavior waitBehavior)
        where T : IResourceWithWaitSupport => builder.Wait(dependency, WaitType.WaitUntilHealthy, waitBehavior: waitBehavior);

    /// <summary>Starts only when the dependency runs.</summary>
    public static IResourceBuilder<T> WaitForStart<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.Wait(dependency, WaitType.WaitUntilStarted);

    /// <summary>Starts only when the dependency runs.</summary>
    public static IResourceBuilder<T> WaitForStart<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitBehavior waitBehavior)
        where T : IResourceWithWaitSupport => builder.Wait(dependency, WaitType.WaitUntilStarted, waitBehavior: waitBehavior);

    /// <summary>
    /// Starts only when the dependency ended with an exit code. The dependency counts as run-once from then on: it is not restarted
    /// when it fails (Aspire restarts nothing).
    /// </summary>
    public static IResourceBuilder<T> WaitForCompletion<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, int exitCode = 0)
        where T : IResourceWithWaitSupport => builder.Wait(dependency, WaitType.WaitForCompletion, exitCode);

    static IResourceBuilder<T> Wait<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitType type, int exitCode = 0, WaitBehavior? waitBehavior = null)
        where T : IResourceWithWaitSupport
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dependency);
        var (resource, awaited) = (builder.Resource as IResource, dependency.Resource);
        if (ReferenceEquals(resource, awaited))
            throw new DistributedApplicationException($"The resource '{resource.Name}' cannot wait for itself.");
        if (resource is IResourceWithParent { Parent: var parent } && ReferenceEquals(parent, awaited))
            throw new DistributedApplicationException($"The resource '{resource.Name}' cannot wait for its parent '{parent.Name}'.");
        if (awaited is IResourceWithParent { Parent: var awaitedParent } && type is not WaitType.WaitForCompletion)
            builder.WithAnnotation(new WaitAnnotation(awaitedParent, type) { WaitBehavior = waitBehavior });
        return builder
            .WithAnnotation(new WaitAnnotation(awaited, type, exitCode) { WaitBehavior = waitBehavior })
            .WithAnnotation(new ResourceRelationshipAnnotation(awaited, "WaitFor"));
    }
}
