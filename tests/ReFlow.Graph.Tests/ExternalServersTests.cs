using System.Net.Http.Json;
using System.Text.Json;
using ReFlow.ServiceDefaults;
using ReFlow.Testing;

namespace ReFlow.Graph.Tests;

/// <summary>Connection strings from outside replace the servers, all three together and with real servers behind them.</summary>
[Trait("Host", "Embedded")]
public sealed class ExternalServersTests(TestServers servers) : IClassFixture<TestServers>
{
    [Fact]
    public async Task Given_connection_strings_start_the_graph_without_its_own_servers()
    {
        var database = await servers.CreateDatabaseAsync(RunningGraph.Token);
        await using var host = HostProcess.Start(
            "--no-demo",
            $"--ConnectionStrings:{ResourceNames.Database}={database}",
            $"--ConnectionStrings:{ResourceNames.Cache}={servers.CacheConnectionString}",
            $"--ConnectionStrings:{ResourceNames.Chain}={servers.ChainUrl}");
        var dashboard = await host.WaitForLineAsync("dashboard");
        await host.WaitForLineAsync("Everything is up.");

        using var client = new HttpClient { BaseAddress = new Uri(dashboard[dashboard.IndexOf("http", StringComparison.Ordinal)..].Trim()) };
        var resources = (await client.GetFromJsonAsync<JsonElement>("/api/resources", RunningGraph.Token)).EnumerateArray()
            .ToDictionary(r => r.GetProperty("name").GetString()!, r => r, StringComparer.Ordinal);
        Assert.DoesNotContain(ResourceNames.Postgres, resources.Keys);
        Assert.Equal(0, resources[ResourceNames.Migrator].GetProperty("exitCode").GetInt32());
        foreach (var server in (string[])["postgres", "anvil", "GarnetServer"])
            Assert.DoesNotContain(host.Descendants(), id => HostProcess.CommandLineOf(id).Contains(server, StringComparison.Ordinal));

        var api = new Uri(resources[ResourceNames.Api].GetProperty("endpoints")[0].GetProperty("url").GetString()!);
        await HostProcess.EventuallyAsync(() => IndexedBlockAsync(client, api), () => $"Nothing was indexed:{Environment.NewLine}{host.Output}");
    }

    /// <summary>Whether the API knows an indexed block: rows came through the given database from the given chain.</summary>
    static async Task<bool> IndexedBlockAsync(HttpClient client, Uri api)
    {
        using var response = await client.PostAsJsonAsync(new Uri(api, "graphql"), new { query = "{ syncStatus { indexedBlock } }" }, RunningGraph.Token);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(RunningGraph.Token);
        return answer.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object && data.GetProperty("syncStatus").GetProperty("indexedBlock").ValueKind == JsonValueKind.Number;
    }
}
