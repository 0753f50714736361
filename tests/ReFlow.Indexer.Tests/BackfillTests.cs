using Microsoft.Extensions.DependencyInjection;
using ReFlow.Data;
using ReFlow.Indexer.Storage;
using ReFlow.Indexer.Sync;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

/// <summary>What makes an index from scratch fast changes nothing in what it ends with.</summary>
public sealed class BackfillTests(IndexerServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task State_kept_in_memory_and_state_loaded_batch_by_batch_end_in_the_same_tables()
    {
        await using var chain = await LoanChain.StartAsync();
        var loans = await History.MakeAllPhasesAsync(chain);
        await History.ActAsync(chain, loans, seed: 21, actions: 20);

        var loaded = await IndexAsync(chain, indexer => Small(indexer).WithOption("AggregatesInMemory", "0"));
        var outgrown = await IndexAsync(chain, indexer => Small(indexer).WithOption("AggregatesInMemory", "3"));
        var kept = await IndexAsync(chain, Small);

        Assert.Empty(loaded.DifferencesTo(kept));
        Assert.Empty(outgrown.DifferencesTo(kept));

        static IndexerHarness Small(IndexerHarness indexer) => indexer.WithOption("HeadWindowBlocks", "8").WithOption("RangeBlocks", "7").WithOption("HeadBatchBlocks", "2");
    }

    [Fact]
    public async Task State_kept_in_memory_is_forgotten_with_a_batch_that_was_not_committed()
    {
        await using var chain = await LoanChain.StartAsync();
        await History.MakeAllPhasesAsync(chain);
        var crashes = new CrashAt(CommitPoint.BeforeCommit, every: 2, times: 4);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url, crashes);

        await indexer.WithOption("HeadWindowBlocks", "1").WithOption("RangeBlocks", "9").StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        Assert.True(crashes.Crashes >= 2);
        Assert.Empty((await indexer.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
    }

    [Fact]
    public async Task Index_from_scratch_ends_with_the_indexes_that_the_migrations_made()
    {
        await using var chain = await LoanChain.StartAsync();
        await History.MakeAllPhasesAsync(chain);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        var before = await IndexesAsync(indexer);

        await Deferring(indexer).StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        Assert.True(indexer.Logs.Contains(3030));
        Assert.Equal(before, await IndexesAsync(indexer));
    }

    [Fact]
    public async Task Index_that_crashed_without_its_indexes_builds_them_at_the_next_start()
    {
        await using var chain = await LoanChain.StartAsync();
        await History.MakeAllPhasesAsync(chain);
        var crash = new CrashAt(CommitPoint.AfterCommit, every: 1, times: int.MaxValue);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url, crash);
        var before = await IndexesAsync(indexer);
        await Deferring(indexer).WithOption("MaximumRetryDelay", "00:00:30").WithOption("RetryDelay", "00:00:30").StartAsync();
        await Eventually.TrueAsync("the first batch is committed", () => crash.Crashes > 0);
        await indexer.StopAsync();
        var dropped = before.Except(await IndexesAsync(indexer)).ToList();
        Assert.Contains(dropped, index => index.Contains(" ix_transactions_block_number ", StringComparison.Ordinal));
        // Batches and announced transactions are matched by it.
        Assert.DoesNotContain(dropped, index => index.Contains(" ix_transactions_tx_hash ", StringComparison.Ordinal));

        await using var second = indexer.Twin();
        await second.WithOption("HeadWindowBlocks", "1").StartAsync();
        await second.CatchUpAsync(chain.Client);

        Assert.Equal(before, await IndexesAsync(second));
    }

    [Fact]
    public async Task Writer_of_an_old_epoch_drops_no_index()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        var before = await IndexesAsync(indexer);
        var indexes = indexer.Services.GetRequiredService<SecondaryIndexes>();
        var epoch = (await indexer.CursorAsync())!.Epoch;

        await Assert.ThrowsAsync<CursorMovedException>(() => indexes.DropAsync(epoch - 1, Token));
        Assert.Equal(before, await IndexesAsync(indexer));

        await indexes.DropAsync(epoch, Token);
        Assert.NotEqual(before, await IndexesAsync(indexer));
    }

    [Fact]
    public async Task Blocks_missed_near_the_head_are_committed_together()
    {
        await using var chain = await LoanChain.StartAsync();
        await History.MakeAllPhasesAsync(chain);
        var commits = new CrashAt(CommitPoint.AfterCommit, every: 1, times: 0);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url, commits);

        await indexer.WithOption("HeadWindowBlocks", "1000").WithOption("HeadBatchBlocks", "1000").StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        await indexer.StopAsync();

        Assert.Equal(1, commits.CountOf(CommitPoint.AfterCommit));
        Assert.Equal(await chain.Client.GetBlockNumberAsync(Token) + 1, await indexer.CountAsync("blocks"));
    }

    static IndexerHarness Deferring(IndexerHarness indexer) =>
        indexer.WithOption("DeferIndexesFromBlocks", "2").WithOption("HeadWindowBlocks", "1").WithOption("RangeBlocks", "9");

    async Task<ReadModelDigest> IndexAsync(LoanChain chain, Func<IndexerHarness, IndexerHarness> configure)
    {
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await configure(indexer).StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        await indexer.StopAsync();
        return await indexer.DigestAsync();
    }

    static async Task<List<string>> IndexesAsync(IndexerHarness indexer)
    {
        await using var command = indexer.DataSource.CreateCommand("select indexdef from pg_indexes where schemaname = 'public' order by 1");
        await using var reader = await command.ExecuteReaderAsync(Token);
        var definitions = new List<string>();
        while (await reader.ReadAsync(Token))
            definitions.Add(reader.GetString(0));
        return definitions;
    }
}
