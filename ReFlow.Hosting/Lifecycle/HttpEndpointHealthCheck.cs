using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Lifecycle;

/// <summary>Healthy when every replica answers with the expected status.</summary>
sealed class HttpEndpointHealthCheck(IHttpClientFactory clients, Func<EndpointReference> endpoint, string path, int statusCode) : IHealthCheck
{
    internal const string ClientName = "ReFlow.Hosting.HealthCheck";
    const int MaximumBodyCharacters = 200;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        foreach (var replica in endpoint().EndpointAnnotation.AllocatedEndpoints)
        {
            var uri = new Uri(new Uri(FormattableString.Invariant($"{replica.UriScheme}://{replica.Address}:{replica.Port}")), path);
            try
            {
                using var client = clients.CreateClient(ClientName);
                using var response = await client.GetAsync(uri, cancellationToken);
                if ((int)response.StatusCode != statusCode)
                {
                    var body = await BodyAsync(response, cancellationToken);
                    return HealthCheckResult.Unhealthy(string.Create(
                        CultureInfo.InvariantCulture, $"{uri} answered {(int)response.StatusCode} instead of {statusCode}{body}"));
                }
            }
            catch (HttpRequestException e)
            {
                return HealthCheckResult.Unhealthy($"{uri}: {e.Message}");
            }
        }

        return HealthCheckResult.Healthy();
    }

    static async Task<string> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = (await response.Content.ReadAsStringAsync(cancellationToken)).ReplaceLineEndings(" ").Trim();
        return body.Length switch
        {
            0 => "",
            > MaximumBodyCharacters => $": {body[..MaximumBodyCharacters]}…",
            _ => $": {body}",
        };
    }
}
