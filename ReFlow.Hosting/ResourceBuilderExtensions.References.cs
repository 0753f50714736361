using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Injects <c>ConnectionStrings__{name}</c>.</summary>
    /// <param name="builder">Who connects.</param>
    /// <param name="source">What it connects to.</param>
    /// <param name="connectionName">The name; the resource's unless told otherwise.</param>
    /// <param name="optional">True to start without a value instead of failing.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);
        var resource = source.Resource;
        var variable = resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{connectionName ?? resource.Name}";
        return builder.WithRelationship(resource).WithEnvironment(context =>
        {
            if (context.Resource.Injects(ReferenceEnvironmentInjectionFlags.ConnectionString))
                context.EnvironmentVariables[variable] = new ConnectionStringReference(resource, optional);
        });
    }

    /// <summary>Injects the addresses of a service: <c>services__{name}__{endpoint}__{index}</c> and <c>{NAME}_{ENDPOINT}</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        return builder.WithReference(source, source.Resource.Name);
    }

    /// <summary>Injects the addresses of a service under another name.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source, string name)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);
        var resource = source.Resource;
        return builder.WithRelationship(resource).WithEnvironment(context => ServiceDiscoveryVariables.AddAll(context, resource, name));
    }

    /// <summary>Injects one endpoint of a service.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(endpointReference);
        var resource = endpointReference.Resource;
        return builder.WithRelationship(resource).WithEnvironment(
            context => ServiceDiscoveryVariables.Add(context, resource.Name, endpointReference.EndpointAnnotation));
    }

    /// <summary>Injects a service outside the graph.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(uri);
        return builder.WithEnvironment($"services__{name}__default__0", uri.ToString());
    }

    /// <summary>Chooses what <c>WithReference</c> injects into this resource.</summary>
    public static IResourceBuilder<TDestination> WithReferenceEnvironment<TDestination>(
        this IResourceBuilder<TDestination> builder, ReferenceEnvironmentInjectionFlags flags)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ReferenceEnvironmentInjectionAnnotation(flags), ResourceAnnotationMutationBehavior.Replace);
    }

    internal static bool Injects(this IResource resource, ReferenceEnvironmentInjectionFlags flag) =>
        (resource.Annotations.OfType<ReferenceEnvironmentInjectionAnnotation>().LastOrDefault()?.Flags
            ?? ReferenceEnvironmentInjectionFlags.All).HasFlag(flag);

    static IResourceBuilder<T> WithRelationship<T>(this IResourceBuilder<T> builder, IResource resource)
        where T : IResource => builder.WithAnnotation(new ResourceRelationshipAnnotation(resource, "Reference"));
}
