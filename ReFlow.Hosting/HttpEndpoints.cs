using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting;

/// <summary>Finds the http endpoint of a resource.</summary>
static class HttpEndpoints
{
    /// <summary>The first https endpoint, else the first http one: Aspire's preference.</summary>
    internal static EndpointReference First(IResourceWithEndpoints resource)
    {
        var endpoint = resource.Annotations.OfType<EndpointAnnotation>().Where(e => e.Transport == "http").OrderBy(e => e.TlsEnabled ? 0 : 1).FirstOrDefault();
        return endpoint is null
            ? throw new DistributedApplicationException($"The resource '{resource.Name}' has no http endpoint; add one with WithHttpEndpoint first.")
            : new EndpointReference(resource, endpoint);
    }
}
