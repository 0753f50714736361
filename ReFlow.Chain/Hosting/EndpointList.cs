using Microsoft.Extensions.Configuration;

namespace ReFlow.Chain.Hosting;

/// <summary>The nodes of a connection string: http or https URLs, separated by <c>;</c> or <c>,</c>, the preferred one first.</summary>
static class EndpointList
{
    /// <summary>Whether there is a choice; asks nothing else of the list, which may be wrong or missing.</summary>
    public static bool HasSeveral(IConfiguration configuration, string connectionName) => Parts(configuration, connectionName).Length > 1;

    /// <exception cref="InvalidOperationException">There is none, or one of them is not a URL of a node.</exception>
    public static IReadOnlyList<Uri> Read(IConfiguration configuration, string connectionName)
    {
        var parts = Parts(configuration, connectionName);
        if (parts.Length == 0)
            throw new InvalidOperationException($"ConnectionStrings:{connectionName} is missing: expected the http or https URL of an Ethereum node.");
        return [.. parts.Select(part => Uri.TryCreate(part, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https"
            ? endpoint
            : throw new InvalidOperationException($"ConnectionStrings:{connectionName} is not the http or https URL of an Ethereum node."))];
    }

    static string[] Parts(IConfiguration configuration, string connectionName) =>
        (configuration.GetConnectionString(connectionName) ?? "").Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
