using System.Globalization;
using System.Net.Http.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>A local Ethereum node (Foundry's Anvil) in a container. Its state ends with the container, as PostgreSQL's does here.</summary>
/// <param name="name">The resource name.</param>
public sealed class AnvilResource(string name) : ContainerResource(name, entrypoint: "anvil"), IResourceWithConnectionString
{
    /// <summary>Where the node answers JSON-RPC over HTTP and WebSocket.</summary>
    public EndpointReference PrimaryEndpoint => new(this, "rpc");

    /// <summary>How far in the past the chain begins.</summary>
    public TimeSpan GenesisAge { get; set; }

    /// <summary><c>http://host:port</c>; the same address with <c>ws</c> is the WebSocket.</summary>
    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"http://{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}");
}

/// <summary>Adds a local Ethereum node with the calls of the embedded host.</summary>
public static class AnvilBuilderExtensions
{
    /// <summary>Adds a chain with id 31337 and a block per second.</summary>
    public static IResourceBuilder<AnvilResource> AddAnvil(this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        var chain = new AnvilResource(name);
        var check = $"{name}_check";
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(check, _ => new AnvilHealthCheck(chain), null, null));
        return builder.AddResource(chain)
            .WithImage("ghcr.io/foundry-rs/foundry", "v1.7.1")
            .WithHttpEndpoint(port: port, targetPort: 8545, name: "rpc")
            .WithArgs("--host", "0.0.0.0", "--port", "8545", "--chain-id", "31337", "--block-time", "1")
            .WithArgs(context =>
            {
                context.Args.Add("--timestamp");
                context.Args.Add((DateTimeOffset.UtcNow - chain.GenesisAge).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            })
            .WithHealthCheck(check);
    }

    /// <summary>Lets a fresh chain begin in the past, so that a past can be built by time travel.</summary>
    public static IResourceBuilder<AnvilResource> WithGenesisAge(this IResourceBuilder<AnvilResource> builder, TimeSpan age)
    {
        builder.Resource.GenesisAge = age;
        return builder;
    }
}

/// <summary>Healthy when the node tells its chain id.</summary>
sealed class AnvilHealthCheck(AnvilResource chain) : IHealthCheck
{
    static readonly HttpClient s_http = new();

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var request = new { jsonrpc = "2.0", id = 1, method = "eth_chainId", @params = Array.Empty<string>() };
            using var response = await s_http.PostAsJsonAsync(new Uri(chain.PrimaryEndpoint.Url), request, cancellationToken);
            return response.IsSuccessStatusCode ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(response.StatusCode.ToString());
        }
        catch (HttpRequestException e)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
    }
}
