using Microsoft.Extensions.Diagnostics.HealthChecks;
using ReFlow.Data;
using ReFlow.Indexer.Sync;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

/// <summary>What may be taken back, however deep, and what may not.</summary>
public sealed class FinalityTests(IndexerServers servers)
{
    [Theory]
    [InlineData(70)]
    [InlineData(500)]
    public async Task Deep_reorg_is_repaired_and_meanwhile_readiness_is_red_and_answers_are_marked(int depth)
    {
        await using var chain = await LoanChain.StartAsync();
        var loans = await History.MakeAllPhasesAsync(chain);
        await chain.Node.MineAsync(20);
        await History.ActAsync(chain, loans, seed: depth, actions: 10);
        await chain.Node.MineAsync(depth - 20);
        var watch = new LookAtRewind();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url, watch);
        watch.Look = async () => ((await indexer.HealthAsync()).Status, (await indexer.CursorAsync())!);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        var before = await indexer.DigestAsync();
        var left = await indexer.CursorAsync();

        await chain.Node.ReorgAsync(depth);
        await indexer.CatchUpAsync(chain.Client);

        var (health, cursor) = watch.Seen!.Value;
        Assert.Equal(HealthStatus.Unhealthy, health);
        Assert.Equal(left! with { IsOrphaned = true, FinalizedBlockNumber = cursor.FinalizedBlockNumber }, cursor);
        Assert.False((await indexer.CursorAsync())!.IsOrphaned);
        Assert.NotEmpty((await indexer.DigestAsync()).DifferencesTo(before));
        Assert.Empty((await indexer.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
        await Eventually.TrueAsync("readiness is green", async () => (await indexer.HealthAsync()).Status == HealthStatus.Healthy);
    }

    /// <summary>By confirmations, and by the node's own tag: Anvil calls final what is 64 blocks old.</summary>
    [Theory]
    [InlineData("5", 8)]
    [InlineData(null, 70)]
    public async Task Reorg_below_a_final_block_stops_with_an_alarm_and_changes_nothing(string? confirmations, int depth)
    {
        await using var chain = await LoanChain.StartAsync();
        await History.MakeAllPhasesAsync(chain);
        await chain.Node.MineAsync(80);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        indexer.WithOption("UseFinalizedTag", confirmations is null ? "true" : "false").WithOption("Confirmations", confirmations ?? "1000");
        await indexer.WithOption("FinalityInterval", "00:00:00").StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        await chain.Node.MineAsync();
        await indexer.CatchUpAsync(chain.Client);
        var before = await indexer.DigestAsync();

        await chain.Node.ReorgAsync(depth);
        await Eventually.TrueAsync("it stopped", () => indexer.Logs.Contains(3009));

        Assert.Equal(1, indexer.State.ExitCode);
        Assert.True((await indexer.CursorAsync())!.IsOrphaned);
        Assert.Equal(HealthStatus.Unhealthy, (await indexer.HealthAsync()).Status);
        Assert.Equal(before, await indexer.DigestAsync());

        // Also after a restart, when only the database knows what was final.
        await indexer.StopAsync();
        indexer.Logs.Clear();
        await indexer.StartAsync();
        await Eventually.TrueAsync("it stopped again", () => indexer.Logs.Contains(3009));
        Assert.Equal(before, await indexer.DigestAsync());
    }

    [Fact]
    public async Task Block_that_was_taken_back_while_nobody_looked_is_not_final_however_old_it_is()
    {
        await using var chain = await LoanChain.StartAsync();
        await History.MakeAllPhasesAsync(chain);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        indexer.WithOption("UseFinalizedTag", "false").WithOption("Confirmations", "5");
        await indexer.WithOption("FinalityInterval", "00:00:00").StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        await indexer.StopAsync();

        await chain.Node.ReorgAsync(1);
        await chain.Node.MineAsync(20);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        Assert.False(indexer.Logs.Contains(3009));
        Assert.Empty((await indexer.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
    }

    sealed class LookAtRewind : ICommitPoints
    {
        public Func<Task<(HealthStatus, SyncCursor)>>? Look { get; set; }

        public (HealthStatus Health, SyncCursor Cursor)? Seen { get; private set; }

        public async ValueTask ReachedAsync(CommitPoint point, CancellationToken cancellationToken)
        {
            if (point == CommitPoint.BeforeRewindCommit && Look is { } look)
                Seen = await look();
        }
    }
}
