using Microsoft.Extensions.DependencyInjection;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Indexer.Chain;
using ReFlow.Indexer.Folding;
using ReFlow.Indexer.Storage;
using ReFlow.Indexer.Sync;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

/// <summary>A crash between any two steps: nothing is lost, nothing doubled.</summary>
public sealed class CrashTests(IndexerServers servers)
{
    [Theory]
    [InlineData(nameof(CommitPoint.BeforeWrite), "1000")]
    [InlineData(nameof(CommitPoint.BeforeCommit), "1000")]
    [InlineData(nameof(CommitPoint.AfterCommit), "1000")]
    [InlineData(nameof(CommitPoint.BeforeWrite), "1")]
    [InlineData(nameof(CommitPoint.BeforeCommit), "1")]
    [InlineData(nameof(CommitPoint.AfterCommit), "1")]
    public async Task Crash_at_a_commit_ends_in_the_tables_of_an_undisturbed_index(string point, string headWindowBlocks)
    {
        await using var chain = await LoanChain.StartAsync();
        await History.MakeAllPhasesAsync(chain);
        var crashes = new CrashAt(Enum.Parse<CommitPoint>(point), every: 3, times: 5);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url, crashes);

        await indexer.WithOption("HeadWindowBlocks", headWindowBlocks).WithOption("HeadBatchBlocks", "2").WithOption("RangeBlocks", "5").StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        Assert.True(crashes.Crashes >= 3);
        Assert.Empty((await indexer.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
    }

    [Theory]
    [InlineData(nameof(CommitPoint.BeforeRewindCommit))]
    [InlineData(nameof(CommitPoint.AfterRewindCommit))]
    public async Task Crash_at_a_rewind_ends_in_the_tables_of_an_undisturbed_index(string point)
    {
        await using var chain = await LoanChain.StartAsync();
        var loans = await History.MakeAllPhasesAsync(chain);
        var crashes = new CrashAt(Enum.Parse<CommitPoint>(point), every: 1, times: 1);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url, crashes);
        await indexer.StartAsync();
        await History.ActAsync(chain, loans, seed: 9, actions: 6);
        await indexer.CatchUpAsync(chain.Client);

        await chain.Node.ReorgAsync(8);
        await indexer.CatchUpAsync(chain.Client);

        Assert.True(crashes.Crashes >= 1);
        Assert.Empty((await indexer.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
    }

    [Fact]
    public async Task Second_indexer_stands_by_and_takes_over_when_the_first_stops()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var first = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await first.StartAsync();
        await first.CatchUpAsync(chain.Client);
        await using var second = first.Twin();
        await second.StartAsync();
        await Eventually.TrueAsync("the second stands by", () => second.State.Current.IsStandby);
        var epoch = (await first.CursorAsync())!.Epoch;

        await first.StopAsync();
        await chain.Node.MineAsync(2);

        await second.CatchUpAsync(chain.Client);
        Assert.Equal(epoch + 1, (await second.CursorAsync())!.Epoch);
    }

    [Fact]
    public async Task Commit_of_a_writer_whose_epoch_is_over_is_refused()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        await using (var command = indexer.DataSource.CreateCommand("update sync_cursor set epoch = epoch + 1"))
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        await chain.Node.MineAsync();

        await Eventually.TrueAsync("the old epoch is refused", () => indexer.Logs.Contains(3008));
        await indexer.CatchUpAsync(chain.Client);
        Assert.Empty((await indexer.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
    }

    [Fact]
    public async Task Commit_of_a_block_that_another_writer_committed_is_refused_as_a_moved_cursor()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        var before = (await indexer.CursorAsync())!;
        await chain.Node.MineAsync();
        await indexer.CatchUpAsync(chain.Client);
        var after = await indexer.DigestAsync();
        var head = (await chain.Client.GetHeaderAsync(BlockReference.Latest, TestContext.Current.CancellationToken))!;

        var late = indexer.Services.GetRequiredService<ReadModelWriter>().CommitAsync(
            before, new ChainBatch([ChainBatch.ToBlock(head)], []), new ReadModelFold(DevelopmentDeployment.Addresses, FoldState.Empty()), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<CursorMovedException>(() => late);
        Assert.Equal(after, await indexer.DigestAsync());
    }
}
