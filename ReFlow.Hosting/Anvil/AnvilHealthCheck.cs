using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Anvil;

/// <summary>Healthy when <c>eth_chainId</c> answers the expected id.</summary>
sealed class AnvilHealthCheck(AnvilResource chain, IHttpClientFactory clients) : IHealthCheck
{
    static readonly object s_request = new { jsonrpc = "2.0", id = 1, method = "eth_chainId", @params = Array.Empty<object>() };

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var url = await ((IResourceWithConnectionString)chain).GetConnectionStringAsync(cancellationToken);
        var expected = $"0x{AnvilResource.ChainId:x}";
        try
        {
            using var client = clients.CreateClient();
            using var response = await client.PostAsJsonAsync(url, s_request, cancellationToken);
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            var id = answer.GetProperty("result").GetString();
            return id == expected ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"The node at {url} has chain id {id}, not {expected}.");
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or KeyNotFoundException)
        {
            return HealthCheckResult.Unhealthy(exception.Message);
        }
    }
}
