using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ReFlow.Faults;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

/// <summary>A node that answers everything well and whose head does not move.</summary>
public sealed class StandingStillTests(IndexerServers servers)
{
    const int EndpointStandsStill = 8005;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Node_that_stands_still_is_left_for_one_that_goes_on()
    {
        await using var chain = await LoanChain.StartAsync();
        var head = await chain.Client.GetBlockNumberAsync(Token);
        await using var frozen = await FaultProxy.StartAsync(chain.Node.Url, FaultPlan.None with { FrozenHead = head }, cancellationToken: Token);
        await using var indexer = await IndexerHarness.CreateAsync(servers, $"{frozen.Url};{chain.Node.Url}");
        await indexer.With("ReFlow:Chain:HeadComparisonInterval", "00:00:00.100").With("ReFlow:Chain:HeadLagTime", "00:00:01").StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        Assert.False(indexer.Logs.Contains(EndpointStandsStill));

        // Within what is allowed the first node stays the one that is asked.
        await chain.Node.MineAsync(5);
        var comparisons = frozen.Statistics.CallsOf("eth_blockNumber");
        await Eventually.TrueAsync("heads were compared for longer than a node may be behind", () => frozen.Statistics.CallsOf("eth_blockNumber") >= comparisons + 15);
        Assert.Equal(head, (await indexer.CursorAsync())!.BlockNumber);

        await chain.Node.MineAsync();
        await indexer.CatchUpAsync(chain.Client);
        Assert.True(indexer.Logs.Contains(EndpointStandsStill));
    }

    [Theory]
    [InlineData("00:00:05", HealthStatus.Degraded)]
    [InlineData("01:00:00", HealthStatus.Healthy)]
    [InlineData(null, HealthStatus.Healthy)]
    public async Task Only_node_that_stands_still_degrades_the_health_unless_the_chain_may_stand_still(string? maximumAge, HealthStatus expected)
    {
        var old = TimeProvider.System.GetUtcNow().AddMinutes(-10);
        await using var still = await AnvilNode.StartAsync(Token, "--timestamp", old.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        await using var indexer = await IndexerHarness.CreateAsync(servers, still.Url);
        if (maximumAge is not null)
            indexer.WithOption("MaximumHeadAge", maximumAge);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(still.Client);
        await Eventually.TrueAsync("a step was done", () => indexer.State.Current.LastStepAt is not null);

        var health = (await indexer.HealthAsync()).Entries["sync"];

        Assert.Equal(expected, health.Status);
        Assert.Equal(expected == HealthStatus.Degraded, health.Description!.StartsWith("The node's newest block is ", StringComparison.Ordinal));
    }
}
