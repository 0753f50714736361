using System.Globalization;
using System.Text.RegularExpressions;
using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting;

/// <summary>The variables from which Microsoft.Extensions.ServiceDiscovery resolves <c>http://api</c>.</summary>
static partial class ServiceDiscoveryVariables
{
    internal static void AddAll(EnvironmentCallbackContext context, IResourceWithEndpoints resource, string name)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            Add(context, name, endpoint);
    }

    internal static void Add(EnvironmentCallbackContext context, string name, EndpointAnnotation endpoint)
    {
        // An endpoint that is called after a scheme is found by the scheme that it really has.
        var key = endpoint.Name is "http" or "https" ? endpoint.UriScheme : endpoint.Name;
        for (var i = 0; i < endpoint.AllocatedEndpoints.Count; i++)
        {
            var url = endpoint.AllocatedEndpoints[i].UriString;
            if (context.Resource.Injects(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
                context.EnvironmentVariables[string.Create(CultureInfo.InvariantCulture, $"services__{name}__{key}__{i}")] = url;
            if (i == 0 && context.Resource.Injects(ReferenceEnvironmentInjectionFlags.Endpoints))
                context.EnvironmentVariables[$"{Encode(name)}_{Encode(endpoint.Name)}"] = url;
        }
    }

    static string Encode(string name) => Invalid().Replace(name, "_").ToUpperInvariant();

    [GeneratedRegex("[^A-Za-z0-9_]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Invalid();
}
