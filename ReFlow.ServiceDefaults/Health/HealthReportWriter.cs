using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ReFlow.ServiceDefaults.Health;

/// <summary>
/// Writes a health report: one plain word by default; with <c>?detail</c> or <c>Accept: application/json</c> a JSON object
/// that names each check, so that whoever waits for the service can say what it waits for.
/// </summary>
public static class HealthReportWriter
{
    /// <summary>Writes <paramref name="report"/> as the body of the response; the status code is already set.</summary>
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        if (!WantsDetail(context.Request))
        {
            context.Response.ContentType = "text/plain";
            return context.Response.WriteAsync(report.Status.ToString(), context.RequestAborted);
        }

        var detail = new HealthDetail(
            report.Status.ToString(),
            report.TotalDuration.TotalMilliseconds,
            report.Entries.ToDictionary(
                entry => entry.Key,
                entry => new CheckDetail(
                    entry.Value.Status.ToString(),
                    entry.Value.Description,
                    entry.Value.Duration.TotalMilliseconds,
                    [.. entry.Value.Tags])));
        return context.Response.WriteAsJsonAsync(detail, JsonSerializerOptions.Web, context.RequestAborted);
    }

    static bool WantsDetail(HttpRequest request) =>
        request.Query.ContainsKey("detail")
        || request.GetTypedHeaders().Accept.Any(accept => accept.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase));

    sealed record HealthDetail(string Status, double TotalDurationMs, IReadOnlyDictionary<string, CheckDetail> Checks);

    // The exception itself stays out: it may carry addresses or statements that a caller has no business with.
    sealed record CheckDetail(string Status, string? Description, double DurationMs, IReadOnlyList<string> Tags);
}
