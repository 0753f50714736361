using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ReFlow.ServiceDefaults.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Sources_named_ReFlow_are_recorded_and_others_are_not()
    {
        await using var host = await TestHost.StartAsync();
        _ = host.App.Services.GetRequiredService<TracerProvider>();
        using var ours = new ActivitySource("ReFlow.Probe.Telemetry");
        using var others = new ActivitySource("Somebody.Else");

        using var recorded = ours.StartActivity("work");

        Assert.NotNull(recorded);
        Assert.Null(others.StartActivity("work"));
    }

    [Fact]
    public async Task Meters_named_ReFlow_are_recorded_and_others_are_not()
    {
        // Without an exporter nothing reads meters, so that none is enabled.
        await using var host = await TestHost.StartAsync(settings: ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"));
        _ = host.App.Services.GetRequiredService<MeterProvider>();
        using var ours = new Meter("ReFlow.Probe.Telemetry");
        using var others = new Meter("Somebody.Else");

        Assert.True(ours.CreateCounter<long>("probes").Enabled);
        Assert.False(others.CreateCounter<long>("probes").Enabled);
    }

    [Fact]
    public async Task Traces_leave_over_otlp_only_when_an_endpoint_is_configured()
    {
        using var collector = new TcpListener(IPAddress.Loopback, 0);
        collector.Start();
        var endpoint = $"http://127.0.0.1:{((IPEndPoint)collector.LocalEndpoint).Port}";
        await using var silent = await TestHost.StartAsync();
        Assert.True(Trace(silent));
        Assert.False(collector.Pending(), "Nothing was expected without OTEL_EXPORTER_OTLP_ENDPOINT.");

        await using var exporting = await TestHost.StartAsync(settings: ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint));
        var connected = collector.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask();
        _ = Task.Run(() => Trace(exporting), TestContext.Current.CancellationToken);

        using var connection = await connected.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.True(connection.Connected);
        connection.Close();
    }

    static bool Trace(TestHost host)
    {
        var provider = host.App.Services.GetRequiredService<TracerProvider>();
        using (var source = new ActivitySource("ReFlow.Probe.Otlp"))
        using (source.StartActivity("work"))
        {
            // The activity's end is what is exported.
        }

        return provider.ForceFlush(5_000);
    }
}
