using Microsoft.Extensions.Diagnostics.HealthChecks;
using ReFlow.Domain;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

public sealed class ReorganisationTests(IndexerServers servers)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(11)]
    [InlineData(20)]
    public async Task Reorg_of_any_depth_ends_in_the_tables_of_a_fresh_index(int depth)
    {
        await using var chain = await LoanChain.StartAsync();
        var loans = await History.MakeAllPhasesAsync(chain);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        await History.ActAsync(chain, loans, seed: depth, actions: depth);
        await indexer.CatchUpAsync(chain.Client);
        var before = await indexer.DigestAsync();

        await chain.Node.ReorgAsync(depth);
        chain.ForgetNonces();
        await indexer.CatchUpAsync(chain.Client);

        Assert.True(indexer.Logs.Contains(3004));
        Assert.NotEmpty((await indexer.DigestAsync()).DifferencesTo(before));
        await ChainComparison.AssertEqualAsync(indexer, chain.Client);
        Assert.Empty((await indexer.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));

        await History.ActAsync(chain, [loans[3], loans[0]], seed: depth + 1, actions: 5);
        await indexer.CatchUpAsync(chain.Client);
        Assert.Empty((await indexer.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
    }

    [Fact]
    public async Task Reorg_that_takes_a_loan_away_takes_its_rows_and_its_wallets_away()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        var head = await chain.Client.GetBlockNumberAsync(TestContext.Current.CancellationToken);
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await chain.InvestAsync(loan, 0, 500m);
        await indexer.CatchUpAsync(chain.Client);
        Assert.Equal(1, await indexer.CountAsync("holdings"));

        await chain.Node.ReorgAsync((int)(await chain.Client.GetBlockNumberAsync(TestContext.Current.CancellationToken) - head));
        await indexer.CatchUpAsync(chain.Client);

        foreach (var table in new[] { "loans", "holdings", "users", "investments", "transactions", "token_transfers" })
            Assert.Equal(0, await indexer.CountAsync(table));
    }

    [Fact]
    public async Task Lower_head_on_the_same_branch_is_lag_and_changes_nothing()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.WithOption("LowerHeadGrace", "00:00:00").StartAsync();
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await chain.InvestAsync(loan, 0, 500m);
        await indexer.CatchUpAsync(chain.Client);
        var before = await indexer.DigestAsync();

        await chain.Node.RollbackAsync(3);
        var lowerHead = await chain.Client.GetBlockNumberAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync("the lower head was seen", () => indexer.State.Current.Head?.Number == lowerHead);
        var seenAt = indexer.State.Current.LastStepAt;
        await Eventually.TrueAsync("it was looked at again", () => indexer.State.Current.LastStepAt > seenAt!.Value.AddMilliseconds(300));

        Assert.Equal(before, await indexer.DigestAsync());
        Assert.False(indexer.Logs.Contains(3004));
        Assert.False(indexer.Logs.Contains(3012));
    }

    [Fact]
    public async Task Lower_head_on_another_branch_marks_the_indexed_block_before_it_counts_as_a_reorg()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.WithOption("LowerHeadGrace", "01:00:00").StartAsync();
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await chain.InvestAsync(loan, 0, 500m);
        await indexer.CatchUpAsync(chain.Client);
        var before = await indexer.DigestAsync();

        await chain.Node.RollbackAsync(3);
        await chain.Node.AdvanceAsync(TimeSpan.FromHours(1));
        await Eventually.TrueAsync("it is marked", async () => (await indexer.CursorAsync())!.IsOrphaned);
        Assert.Equal(HealthStatus.Unhealthy, (await indexer.HealthAsync()).Status);
        Assert.Equal(before, await indexer.DigestAsync());
        Assert.False(indexer.Logs.Contains(3004));
    }

    [Fact]
    public async Task Lower_head_that_stays_on_another_branch_is_a_reorg()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.WithOption("LowerHeadGrace", "00:00:00.200").StartAsync();
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await chain.InvestAsync(loan, 0, 500m);
        await indexer.CatchUpAsync(chain.Client);

        await chain.Node.RollbackAsync(3);
        await chain.Node.AdvanceAsync(TimeSpan.FromHours(1));
        await indexer.CatchUpAsync(chain.Client);

        Assert.True(indexer.Logs.Contains(3004));
        Assert.Empty((await indexer.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
    }
}
