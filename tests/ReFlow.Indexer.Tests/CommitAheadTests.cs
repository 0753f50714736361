using ReFlow.Indexer.Sync;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

/// <summary>Far behind the head a range is folded while the one before is on its way into the database, and nobody is told more than is there.</summary>
public sealed class CommitAheadTests(IndexerServers servers)
{
    [Fact]
    public async Task Next_range_is_folded_while_the_first_is_being_committed_and_none_of_them_counts_before_it_is_stored()
    {
        await using var chain = await LoanChain.StartAsync();
        await History.MakeAllPhasesAsync(chain);
        var hold = new HoldAt(CommitPoint.BeforeCommit);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url, hold);
        await ByRange(indexer).StartAsync();

        await Eventually.TrueAsync(
            "the second range is folded and the first written", () => hold.CountOf(CommitPoint.BeforeWrite) == 2 && hold.CountOf(CommitPoint.BeforeCommit) == 1);
        Assert.Equal(-1, (await indexer.CursorAsync())!.BlockNumber);
        Assert.Null(indexer.State.Current.Indexed);
        hold.Release();
        await indexer.CatchUpAsync(chain.Client);

        Assert.Empty((await indexer.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
    }

    [Fact]
    public async Task Index_whose_first_commit_always_fails_has_stood_nowhere()
    {
        await using var chain = await LoanChain.StartAsync();
        await History.MakeAllPhasesAsync(chain);
        var crashes = new CrashAt(CommitPoint.BeforeCommit, every: 1, times: int.MaxValue);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url, crashes);
        await ByRange(indexer).StartAsync();

        await Eventually.TrueAsync("several sessions have failed", () => crashes.Crashes >= 4);

        // By which the worker tells whether to wait longer before the next session.
        Assert.Null(indexer.State.Current.LastStepAt);
    }

    static IndexerHarness ByRange(IndexerHarness indexer) => indexer.WithOption("HeadWindowBlocks", "1").WithOption("RangeBlocks", "5");
}
