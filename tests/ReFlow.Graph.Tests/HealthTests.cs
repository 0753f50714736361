using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ReFlow.ServiceDefaults;

namespace ReFlow.Graph.Tests;

public sealed class HealthTests(RunningGraph graph)
{
    public static TheoryData<string> Services => [.. RunningGraph.HttpServices];

    public static TheoryData<string, string> Urls => new()
    {
        { ResourceNames.Web, "/" },
        { ResourceNames.Api, "/" },
        { ResourceNames.Api, "/alive" },
        { ResourceNames.Indexer, "/alive" },
        { ResourceNames.Operator, "/alive" },
        { ResourceNames.Demo, "/alive" },
    };

    [Theory]
    [InlineData(ResourceNames.Postgres)]
    [InlineData(ResourceNames.Database)]
    [InlineData(ResourceNames.Cache)]
    [InlineData(ResourceNames.Chain)]
    [InlineData(ResourceNames.Indexer)]
    [InlineData(ResourceNames.Operator)]
    [InlineData(ResourceNames.Api)]
    [InlineData(ResourceNames.Web)]
    [InlineData(ResourceNames.Demo)]
    public async Task Resource_becomes_healthy(string name) =>
        await graph.App.ResourceNotifications.WaitForResourceHealthyAsync(name, RunningGraph.Token);

    [Fact]
    public async Task Migrator_finishes_with_zero()
    {
        var ended = await graph.App.ResourceNotifications.WaitForResourceAsync(
            ResourceNames.Migrator, e => KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text), RunningGraph.Token);
        Assert.Equal((KnownResourceStates.Finished, 0), (ended.Snapshot.State?.Text, ended.Snapshot.ExitCode));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Health_endpoint_answers_200(string name)
    {
        await graph.App.ResourceNotifications.WaitForResourceHealthyAsync(name, RunningGraph.Token);
        using var client = graph.App.CreateHttpClient(name);
        using var response = await client.GetAsync(new Uri("/health", UriKind.Relative), RunningGraph.Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Urls))]
    public async Task Documented_url_answers_200(string name, string path)
    {
        await graph.App.ResourceNotifications.WaitForResourceHealthyAsync(name, RunningGraph.Token);
        using var client = graph.App.CreateHttpClient(name);
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), RunningGraph.Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Api_follows_the_chain_with_loans_of_the_demo()
    {
        const string Query = "{ loans(first: 50) { totalCount } syncStatus { lagBlocks chainReachable } }";
        await graph.App.ResourceNotifications.WaitForResourceHealthyAsync(ResourceNames.Demo, RunningGraph.Token);
        await graph.App.ResourceNotifications.WaitForResourceHealthyAsync(ResourceNames.Api, RunningGraph.Token);
        using var client = graph.App.CreateHttpClient(ResourceNames.Api);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        var token = RunningGraph.Token;
        var answer = "none yet";
        try
        {
            do
            {
                await timer.WaitForNextTickAsync(token);
                using var response = await client.PostAsJsonAsync(new Uri("/graphql", UriKind.Relative), new { query = Query }, token);
                answer = $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(token)}";
                Assert.True(response.IsSuccessStatusCode, $"The API answered {answer}");
            }
            while (!Follows(answer));
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The API does not follow the chain; its last answer: {answer}");
        }
    }

    /// <summary>The demo's first loans are there and the index is near the head, which is null while the API does not know it.</summary>
    static bool Follows(string answer)
    {
        var root = JsonElement.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..]);
        Assert.False(root.TryGetProperty("errors", out _), $"The API answered {answer}");
        var (loans, sync) = (root.GetProperty("data").GetProperty("loans"), root.GetProperty("data").GetProperty("syncStatus"));
        return loans.GetProperty("totalCount").GetInt32() >= 12
            && sync.GetProperty("lagBlocks") is { ValueKind: JsonValueKind.Number } lag && lag.GetInt32() <= 5
            && sync.GetProperty("chainReachable").GetBoolean();
    }
}
