using Microsoft.Extensions.ServiceDiscovery;
using ReFlow.ServiceDefaults;
using ReFlow.Web.GraphQL;

namespace ReFlow.Web.Live;

/// <summary>Finds the API's WebSocket address through service discovery; asked again at every connection, because instances move.</summary>
public sealed class ApiSocketAddress(ServiceEndpointResolver resolver)
{
    /// <summary>The address of one instance, chosen at random.</summary>
    /// <exception cref="GraphQLException">Service discovery knows no instance.</exception>
    public async Task<Uri> ResolveAsync(CancellationToken cancellationToken)
    {
        var source = await resolver.GetEndpointsAsync($"http://{ResourceNames.Api}", cancellationToken);
        if (source.Endpoints.Count == 0)
            throw new GraphQLException("Service discovery knows no API.", GraphQLException.Unreachable, isTransient: true);
        var endpoint = source.Endpoints[Random.Shared.Next(source.Endpoints.Count)].ToString() ?? "";
        var http = new Uri(endpoint.Contains("://", StringComparison.Ordinal) ? endpoint : $"http://{endpoint}");
        return new UriBuilder(http) { Scheme = http.Scheme == Uri.UriSchemeHttps ? "wss" : "ws", Path = "/graphql" }.Uri;
    }
}
