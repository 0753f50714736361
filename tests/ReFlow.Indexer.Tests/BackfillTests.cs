using Microsoft.Extensions.DependencyInjection;
using Npgsql;
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
    public async Task Index_from_scratch_ends_with_the_indexes_and_foreign_keys_that_the_migrations_made()
    {
        await using var chain = await LoanChain.StartAsync();
        await History.MakeAllPhasesAsync(chain);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        var before = await SchemaAsync(indexer);

        await Deferring(indexer).StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        Assert.True(indexer.Logs.Contains(3030));
        Assert.Equal(before, await SchemaAsync(indexer));
    }

    [Fact]
    public async Task Index_that_crashed_without_its_indexes_and_foreign_keys_builds_them_at_the_next_start()
    {
        await using var chain = await LoanChain.StartAsync();
        await History.MakeAllPhasesAsync(chain);
        var (indexer, before) = await CrashAfterTheFirstBatchAsync(chain, Deferring);
        await using var _ = indexer;
        var dropped = before.Except(await SchemaAsync(indexer)).ToList();
        Assert.Contains(dropped, part => part.Contains(" ix_transactions_block_number ", StringComparison.Ordinal));
        Assert.Contains(dropped, part => part.StartsWith("holdings fk_holdings_users_user_id ", StringComparison.Ordinal));
        // Batches and announced transactions are matched by it.
        Assert.DoesNotContain(dropped, part => part.Contains(" ix_transactions_tx_hash ", StringComparison.Ordinal));

        await using var second = indexer.Twin();
        await second.WithOption("HeadWindowBlocks", "1").StartAsync();
        await second.CatchUpAsync(chain.Client);

        Assert.Equal(before, await SchemaAsync(second));
    }

    [Fact]
    public async Task Rewind_during_an_index_from_scratch_takes_what_refers_to_the_users_and_loans_with_them()
    {
        await using var chain = await LoanChain.StartAsync();
        await History.MakeAllPhasesAsync(chain);
        var (indexer, before) = await CrashAfterTheFirstBatchAsync(chain, indexer => Deferring(indexer).WithOption("RangeBlocks", "60"));
        await using var _ = indexer;
        Assert.NotEqual(before, await SchemaAsync(indexer));
        // All that it has is of another branch, and a wallet that is only on that one has announced a transaction.
        await indexer.ExecuteAsync(
            """
            with newcomer as (
                insert into users (id, address, first_seen_block_number, created_at) values (gen_random_uuid(), '\x00000000000000000000000000000000000000aa', 5, now()) returning id)
            insert into transactions (id, user_id, loan_id, type, kind, amount, tx_hash, status, created_at)
            select gen_random_uuid(), newcomer.id, loans.id, 'INVESTMENT', 'INVEST', 1, sha256(loans.address), 'PENDING', now() from newcomer, loans limit 1
            """);
        Assert.Equal(1, await indexer.CountAsync("transactions where log_index is null"));
        await indexer.ExecuteAsync("update blocks set hash = sha256(hash) where number > 0");
        await indexer.ExecuteAsync("update sync_cursor set block_hash = sha256(block_hash)");

        await using var second = indexer.Twin();
        await second.WithOption("HeadWindowBlocks", "1").StartAsync();
        await second.CatchUpAsync(chain.Client);

        Assert.True(second.Logs.Contains(3030));
        Assert.Equal(before, await SchemaAsync(second));
        Assert.Empty((await second.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
    }

    [Fact]
    public async Task Writer_of_an_old_epoch_drops_no_index_and_no_foreign_key()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        var before = await SchemaAsync(indexer);
        var schema = indexer.Services.GetRequiredService<DeferredSchema>();
        var epoch = (await indexer.CursorAsync())!.Epoch;

        await Assert.ThrowsAsync<CursorMovedException>(() => schema.DropAsync(epoch - 1, Token));
        Assert.Equal(before, await SchemaAsync(indexer));

        await schema.DropAsync(epoch, Token);
        Assert.NotEqual(before, await SchemaAsync(indexer));
    }

    [Fact]
    public async Task Indexes_and_foreign_keys_are_built_beside_readers_and_after_who_writes_in_any_order()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        var schema = indexer.Services.GetRequiredService<DeferredSchema>();
        await schema.DropAsync((await indexer.CursorAsync())!.Epoch, Token);
        await using var reader = await OpenAsync("select from holdings");
        await using var writer = await OpenAsync("insert into users (id, address, first_seen_block_number, created_at) values (gen_random_uuid(), decode('00', 'hex'), -1, now())");

        var building = schema.BuildMissingAsync(Token);
        await Eventually.TrueAsync("the build has given way once", () => indexer.Logs.Contains(3031));
        Assert.False(building.IsCompleted);
        foreach (var table in new[] { "transactions", "claims", "token_transfers", "holdings" })
            await ExecuteAsync(writer, $"update {table} set loan_id = loan_id where false");
        await ExecuteAsync(writer, "rollback");

        Assert.InRange(await building, 1, int.MaxValue);
        await ExecuteAsync(reader, "select from transactions");

        async Task<NpgsqlConnection> OpenAsync(string statement)
        {
            var connection = await indexer.DataSource.OpenConnectionAsync(Token);
            await ExecuteAsync(connection, "begin isolation level repeatable read");
            await ExecuteAsync(connection, statement);
            return connection;
        }

        static async Task ExecuteAsync(NpgsqlConnection connection, string statement)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(Token);
        }
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

    /// <summary>An indexer that stopped after one commit, and the schema before it dropped anything.</summary>
    async Task<(IndexerHarness Indexer, List<string> Before)> CrashAfterTheFirstBatchAsync(LoanChain chain, Func<IndexerHarness, IndexerHarness> configure)
    {
        var crash = new CrashAt(CommitPoint.AfterCommit, every: 1, times: int.MaxValue);
        var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url, crash);
        var before = await SchemaAsync(indexer);
        await configure(indexer).WithOption("MaximumRetryDelay", "00:00:30").WithOption("RetryDelay", "00:00:30").StartAsync();
        await Eventually.TrueAsync("the first batch is committed", () => crash.Crashes > 0);
        await indexer.StopAsync();
        return (indexer, before);
    }

    async Task<ReadModelDigest> IndexAsync(LoanChain chain, Func<IndexerHarness, IndexerHarness> configure)
    {
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await configure(indexer).StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        await indexer.StopAsync();
        return await indexer.DigestAsync();
    }

    static async Task<List<string>> SchemaAsync(IndexerHarness indexer)
    {
        await using var command = indexer.DataSource.CreateCommand(
            """
            select indexdef from pg_indexes where schemaname = 'public'
            union all
            select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
            order by 1
            """);
        await using var reader = await command.ExecuteReaderAsync(Token);
        var definitions = new List<string>();
        while (await reader.ReadAsync(Token))
            definitions.Add(reader.GetString(0));
        return definitions;
    }
}
