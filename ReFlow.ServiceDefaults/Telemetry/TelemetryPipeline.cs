using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using ReFlow.ServiceDefaults.Health;

namespace ReFlow.ServiceDefaults.Telemetry;

/// <summary>What is measured, traced and logged, and when it is exported.</summary>
static class TelemetryPipeline
{
    /// <summary>Every ActivitySource and Meter of ReFlow has a name under this one.</summary>
    const string ReFlowNames = "ReFlow.*";

    const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void Configure(IHostApplicationBuilder builder)
    {
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddNpgsqlInstrumentation()
                .AddMeter(ReFlowNames))
            .WithTracing(tracing => tracing
                .AddSource(builder.Environment.ApplicationName)
                .AddSource(ReFlowNames)
                .AddNpgsql()
                .AddAspNetCoreInstrumentation(options => options.Filter = IsNotAProbe)
                .AddHttpClientInstrumentation());

        // Without a collector the exporter would only fill the log with connection errors.
        if (!string.IsNullOrWhiteSpace(builder.Configuration[OtlpEndpoint]))
            telemetry.UseOtlpExporter();
    }

    static bool IsNotAProbe(HttpContext context) =>
        !context.Request.Path.StartsWithSegments(HealthPaths.Health, StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments(HealthPaths.Alive, StringComparison.Ordinal);
}
