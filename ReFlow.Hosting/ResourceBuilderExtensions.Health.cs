using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Lifecycle;

namespace ReFlow.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds a health check that is registered in <see cref="IDistributedApplicationBuilder.Services"/>.</summary>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Resource.Annotations.OfType<HealthCheckAnnotation>().Any(h => h.Key == key))
            throw new DistributedApplicationException($"The resource '{builder.Resource.Name}' has the health check '{key}' already.");
        return builder.WithAnnotation(new HealthCheckAnnotation(key));
    }

    /// <summary>Adds a health check that asks an http endpoint.</summary>
    /// <param name="builder">Who is checked.</param>
    /// <param name="path">The path, <c>/</c> unless told otherwise.</param>
    /// <param name="statusCode">The expected status, 200 unless told otherwise.</param>
    /// <param name="endpointName">The endpoint; the first http one unless told otherwise.</param>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var resource = builder.Resource;
        return builder.WithHttpHealthCheck(() => endpointName is null ? HttpEndpoints.First(resource) : new EndpointReference(resource, endpointName), path, statusCode);
    }

    /// <summary>Adds a health check that asks an http endpoint.</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, Func<EndpointReference>? endpointSelector, string? path = null, int? statusCode = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var resource = builder.Resource;
        endpointSelector ??= () => HttpEndpoints.First(resource);
        var (checkedPath, expected) = (path ?? "/", statusCode ?? 200);
        var endpoint = endpointSelector().EndpointName;
        var key = string.Create(CultureInfo.InvariantCulture, $"{resource.Name}_{endpoint}_{checkedPath}_{expected}_check");
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new(
            key, services => new HttpEndpointHealthCheck(services.GetRequiredService<IHttpClientFactory>(), endpointSelector, checkedPath, expected),
            failureStatus: null, tags: null));
        return builder.WithHealthCheck(key);
    }
}
