using System.Collections.Immutable;
using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Lifecycle;

/// <summary>The addresses that people see for a resource.</summary>
static class ResourceUrls
{
    internal static ImmutableArray<UrlSnapshot> Of(IResource resource, int replica)
    {
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint =>
        {
            var url = new ResourceUrlAnnotation { Url = endpoint.AllocatedEndpoints[replica].UriString };
            foreach (var change in resource.Annotations.OfType<ResourceUrlCallbackAnnotation>().Where(c => c.EndpointName == endpoint.Name))
                change.Callback(url);
            return new UrlSnapshot(endpoint.Name, url.Url, !endpoint.IsExternal) { DisplayText = url.DisplayText };
        });
        var others = resource.Annotations.OfType<ResourceUrlAnnotation>()
            .Select(u => new UrlSnapshot(Name: null, u.Url, IsInternal: false) { DisplayText = u.DisplayText });
        return [.. endpoints, .. others];
    }
}
