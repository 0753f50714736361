using System.Net.Http.Json;
using System.Text.Json;
using ReFlow.ServiceDefaults;

namespace ReFlow.Graph.Tests;

/// <summary>The embedded host as a program: its addresses, its resource list, and what it leaves behind.</summary>
[Trait("Host", "Embedded")]
public sealed class HostProcessTests
{
    static readonly string[] s_names =
    [
        ResourceNames.Postgres, ResourceNames.Database, ResourceNames.Cache, ResourceNames.Chain, ResourceNames.Migrator,
        ResourceNames.Indexer, ResourceNames.Operator, ResourceNames.Api, ResourceNames.Web, ResourceNames.Demo,
    ];

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Signal_stops_every_child(string signal)
    {
        await using var host = HostProcess.Start("--no-demo");
        await host.WaitForLineAsync("Everything is up.");
        var children = host.Descendants();
        Assert.True(children.Count > 8, $"Expected servers and services, found {children.Count} processes.");

        await host.SignalAsync(signal);
        Assert.Equal(0, await host.WaitForExitAsync());
        await HostProcess.EventuallyAsync(() => !children.Any(HostProcess.IsAlive), () => $"Left behind: {string.Join(", ", children.Where(HostProcess.IsAlive))}");
        Assert.Contains("Stopped.", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_host_leaves_no_child()
    {
        await using var host = HostProcess.Start("--no-demo");
        await host.WaitForLineAsync("Everything is up.");
        var children = host.Descendants();
        Assert.True(children.Count > 8, $"Expected servers and services, found {children.Count} processes.");

        host.Kill();
        await HostProcess.EventuallyAsync(() => !children.Any(HostProcess.IsAlive), () => $"Left behind: {string.Join(", ", children.Where(HostProcess.IsAlive))}");
    }

    [Fact]
    public async Task Dashboard_lists_every_resource_in_the_documented_shape()
    {
        await using var host = HostProcess.Start("--no-demo");
        var line = await host.WaitForLineAsync("dashboard");
        using var client = new HttpClient { BaseAddress = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim()) };
        await host.WaitForLineAsync("Everything is up.");

        var resources = await client.GetFromJsonAsync<JsonElement>("/api/resources", RunningGraph.Token);
        var byName = resources.EnumerateArray().ToDictionary(r => r.GetProperty("name").GetString()!, StringComparer.Ordinal);
        Assert.Empty(s_names.Except(byName.Keys, StringComparer.Ordinal));
        foreach (var resource in byName.Values)
        {
            foreach (var property in (string[])["name", "kind", "state", "health", "exitCode", "startTime", "endpoints"])
                Assert.True(resource.TryGetProperty(property, out _), $"{resource} has no {property}");
        }

        Assert.Equal("Finished", byName[ResourceNames.Migrator].GetProperty("state").GetString());
        Assert.Equal(0, byName[ResourceNames.Migrator].GetProperty("exitCode").GetInt32());
        Assert.Equal("NotStarted", byName[ResourceNames.Demo].GetProperty("state").GetString());
        var web = byName[ResourceNames.Web];
        Assert.Equal(("Running", "Healthy"), (web.GetProperty("state").GetString(), web.GetProperty("health").GetString()));
        Assert.StartsWith("http://localhost:", web.GetProperty("endpoints")[0].GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_option_is_one_message_without_a_stack_trace()
    {
        await using var host = HostProcess.Start("--rest");
        Assert.Equal(1, await host.WaitForExitAsync());
        Assert.Equal("The option '--rest' is not known; --help lists the options.", host.Output.Trim());
    }
}
