using System.Net;
using System.Net.Sockets;
using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Tests.Lifecycle;

public sealed class PortTests
{
    const string FixedPorts = "--ReFlow:Host:RandomizePorts=false";

    [Fact]
    public async Task Taken_port_is_an_error_that_names_port_resource_and_holder()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => TestGraph.StartAsync(builder => builder.AddShell("web", "exec sleep 1000").WithHttpEndpoint(port: port), FixedPorts));
        Assert.Contains($"Port {port}", error.Message, StringComparison.Ordinal);
        Assert.Contains("'web'", error.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_asked_for_twice_is_an_error_that_names_both()
    {
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestGraph.StartAsync(
            builder =>
            {
                builder.AddShell("first", "exec sleep 1000").WithHttpEndpoint(port: 19_999);
                builder.AddShell("second", "exec sleep 1000").WithHttpEndpoint(port: 19_999);
            },
            FixedPorts));
        Assert.Equal("Port 19999 is asked for by two resources, 'first' and 'second'.", error.Message);
    }

    [Fact]
    public async Task Tests_get_random_ports_in_place_of_fixed_ones()
    {
        await using var app = await TestGraph.StartAsync(builder => builder.AddWebServer("web").WithEndpoint("http", e => e.Port = 19_998));
        Assert.NotEqual(19_998, Testing.DistributedApplicationHostingTestingExtensions.GetEndpoint(app, "web").Port);
    }

    [Fact]
    public async Task Replicas_listen_on_ports_of_their_own_and_are_all_discoverable()
    {
        await using var app = await TestGraph.StartAsync(builder =>
        {
            var api = builder.AddWebServer("api").WithHttpHealthCheck().WithAnnotation(new ReplicaAnnotation(2));
            builder.AddShell("client", "env; exec sleep 1000").WithReference(api.GetEndpoint("http")).WaitFor(api);
        });

        await app.ResourceNotifications.WaitForResourceHealthyAsync("client", TestGraph.Token);
        var first = await app.WaitForLineAsync("client", l => l.StartsWith("services__api__http__0=", StringComparison.Ordinal));
        var second = await app.WaitForLineAsync("client", l => l.StartsWith("services__api__http__1=", StringComparison.Ordinal));
        using var client = new HttpClient();
        foreach (var url in (string[])[first, second])
            Assert.Equal("ok", await client.GetStringAsync(url[(url.IndexOf('=', StringComparison.Ordinal) + 1)..], TestGraph.Token));
        Assert.NotEqual(first[^5..], second[^5..]);
        Assert.Equal("Running", app.Snapshot("api-1").State?.Text);
        Assert.Equal("Running", app.Snapshot("api-2").State?.Text);
    }
}
