using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Domain;
using ReFlow.Indexer.Chain;
using ReFlow.Indexer.Commands;
using ReFlow.Indexer.Folding;
using ReFlow.Indexer.Refolding;
using ReFlow.Indexer.Storage;
using ReFlow.Indexer.Sync;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

/// <summary>verify, reindex, status and the auditor, beside an indexer that goes on.</summary>
public sealed class CommandTests(IndexerServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0x0000000000000000000000000000000000000000")]
    [InlineData(null)]
    public async Task Verify_agrees_on_a_real_history_and_names_each_planted_difference(string? lens)
    {
        await using var chain = await LoanChain.StartAsync();
        var loans = await History.MakeAllPhasesAsync(chain);
        await History.TradeAsync(chain, loans[3]);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        // A Lens that is not there: each loan is asked itself.
        await (lens is null ? indexer : indexer.With("ReFlow:Contracts:Lens", lens)).StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        var clean = await RunAsync(indexer, "verify");
        Assert.Empty(clean.Differences);
        Assert.Equal((0, true), (clean.ExitCode, clean.Ok));
        Assert.InRange(clean.Checked, 200, long.MaxValue);

        await indexer.ExecuteAsync("update holdings set balance = balance + 0.000001 where (user_id, loan_id) in (select user_id, loan_id from holdings where balance > 0 limit 1)");
        await indexer.ExecuteAsync("update loans set outstanding = outstanding + 1 where phase = 'ACTIVE'");
        await indexer.ExecuteAsync("delete from fills where id in (select id from fills limit 1)");
        var wrong = await RunAsync(indexer, "verify");

        Assert.Equal((1, false), (wrong.ExitCode, wrong.Ok));
        foreach (var expected in new[] { ", balance: chain", ", outstanding: chain", "holdings ", "loans ", "fills ", "platform, traded", "sum of balances" })
            Assert.Contains(wrong.Differences, difference => difference.Contains(expected, StringComparison.Ordinal));
        Assert.Equal(0L, await ScalarAsync(indexer, "select count(*) from information_schema.schemata where schema_name like 'reflow%'"));
    }

    [Fact]
    public async Task Second_process_under_the_same_schema_is_refused_and_the_first_goes_on()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await using (var first = await RefoldSchema.CreateAsync(indexer.DataSource, indexer.ConnectionString, "reflow_next", Token))
        {
            var refused = await Assert.ThrowsAsync<IndexerStoppedException>(
                () => RefoldSchema.CreateAsync(indexer.DataSource, indexer.ConnectionString, "reflow_next", Token));
            Assert.Contains("Another process is using the schema reflow_next", refused.Message, StringComparison.Ordinal);
            await first.DropAsync(Token);
        }

        await using var next = await RefoldSchema.CreateAsync(indexer.DataSource, indexer.ConnectionString, "reflow_next", Token);
    }

    [Fact]
    public async Task Reindex_repairs_the_tables_while_they_are_read_and_the_indexer_goes_on()
    {
        await using var chain = await LoanChain.StartAsync();
        var loans = await History.MakeAllPhasesAsync(chain);
        await History.TradeAsync(chain, loans[3]);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        var before = await indexer.DigestAsync();
        var shape = await ShapeAsync(indexer);
        await indexer.ExecuteAsync("update loans set outstanding = 7, name = 'wrong'");
        await indexer.ExecuteAsync("delete from investments");
        await indexer.ExecuteAsync("update platform_totals set raised = 0");

        using var stopReading = new CancellationTokenSource();
        var reading = Task.Run(() => ReadAsync(indexer, stopReading.Token), Token);
        var result = await RunAsync(indexer, "reindex");
        await stopReading.CancelAsync();

        Assert.True(result.Ok);
        Assert.InRange(await reading, 1, int.MaxValue);
        Assert.Empty((await indexer.DigestAsync()).DifferencesTo(before));
        Assert.Equal(shape, await ShapeAsync(indexer));

        await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await History.ActAsync(chain, loans, seed: 3, actions: 5);
        await chain.Node.ReorgAsync(4);
        chain.ForgetNonces();
        await indexer.CatchUpAsync(chain.Client);
        Assert.Empty((await RunAsync(indexer, "verify")).Differences);
    }

    [Fact]
    public async Task Batch_that_was_folded_from_the_tables_before_an_exchange_is_not_committed_after_it()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        var before = (await indexer.CursorAsync())!;

        Assert.True((await RunAsync(indexer, "reindex")).Ok);

        // The same block and hash: only the epoch tells that the tables are others.
        var after = (await indexer.CursorAsync())!;
        Assert.Equal((before.BlockNumber, before.BlockHash), (after.BlockNumber, after.BlockHash));
        var next = new Block { Number = before.BlockNumber + 1, Hash = before.GenesisHash, ParentHash = before.BlockHash, Timestamp = before.BlockTime };
        var late = indexer.Services.GetRequiredService<ReadModelWriter>().CommitAsync(
            before, new ChainBatch([next], []), new ReadModelFold(DevelopmentDeployment.Addresses, FoldState.Empty()), Token);
        await Assert.ThrowsAsync<CursorMovedException>(() => late);
    }

    [Fact]
    public async Task Reindex_that_readers_never_let_through_keeps_its_tables_for_the_next_one_and_the_indexer_goes_on()
    {
        await using var chain = await LoanChain.StartAsync();
        var loans = await History.MakeAllPhasesAsync(chain);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.WithOption("SwapPatience", "00:00:04").StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        await indexer.ExecuteAsync("update loans set outstanding = 7");
        await using var output = new StringWriter();
        await using var progress = new StringWriter();
        await using (var reader = await indexer.DataSource.OpenConnectionAsync(Token))
        await using (await reader.BeginTransactionAsync(Token))
        {
            await using (var command = new Npgsql.NpgsqlCommand("select from loans", reader))
                await command.ExecuteNonQueryAsync(Token);
            var refused = Task.Run(() => CommandLine.RunAsync(indexer.Host, "reindex", asJson: true, output, progress, Token), Token);
            await Eventually.TrueAsync("it waits", () => progress.ToString().Contains("Exchanging the tables.", StringComparison.Ordinal));
            await chain.Node.MineAsync();
            await indexer.CatchUpAsync(chain.Client);
            Assert.False(refused.IsCompleted);
            Assert.Equal(2, await refused);
        }

        Assert.Contains("run reindex again, and it goes on from there", progress.ToString(), StringComparison.Ordinal);
        var (exitCode, json) = await RunJsonAsync(indexer, "reindex", progress);
        Assert.Equal((0, await indexer.CountAsync("chain_logs")), (exitCode, json.GetProperty("checked").GetInt64()));
        Assert.InRange(json.GetProperty("lockedMilliseconds").GetInt64(), 1, 10_000);
        Assert.Contains("this one goes on from there", progress.ToString(), StringComparison.Ordinal);
        Assert.Empty((await indexer.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
        await History.ActAsync(chain, loans, seed: 4, actions: 5);
        await indexer.CatchUpAsync(chain.Client);
        Assert.Empty((await RunAsync(indexer, "verify")).Differences);
    }

    [Fact]
    public async Task Status_says_where_it_stands_as_json()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        var head = await chain.Client.GetBlockNumberAsync(Token);

        var (exitCode, json) = await RunJsonAsync(indexer, "status");

        Assert.Equal(0, exitCode);
        var status = json.GetProperty("status");
        Assert.Equal((head, head, 0L, 31337L, 1L), (
            status.GetProperty("head").GetInt64(), status.GetProperty("indexedBlock").GetInt64(), status.GetProperty("lagBlocks").GetInt64(),
            status.GetProperty("chainId").GetInt64(), status.GetProperty("epoch").GetInt64()));
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("prove")]
    public async Task Question_that_the_node_cannot_answer_is_neither_agreement_nor_a_difference(string command)
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        await chain.Node.RollbackAsync(3);
        await using var output = new StringWriter();
        await using var progress = new StringWriter();

        var exitCode = await CommandLine.RunAsync(indexer.Host, command, asJson: true, output, progress, Token);

        Assert.Equal((2, ""), (exitCode, output.ToString()));
        Assert.Contains($"{command} failed: ", progress.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reorg_between_fold_and_comparison_leaves_the_question_open_instead_of_naming_differences()
    {
        await using var chain = await LoanChain.StartAsync();
        var loans = await History.MakeAllPhasesAsync(chain);
        var rewind = new HoldAt(CommitPoint.BeforeRewindCommit);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url, rewind);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        await chain.InvestAsync(loans[4], 1, 50m);
        await indexer.CatchUpAsync(chain.Client);

        // The rewind has the cursor; verify waits for it, and has folded the blocks that the rewind takes.
        await using var output = new StringWriter();
        await using var progress = new StringWriter();
        await chain.Node.ReorgAsync(2);
        await Eventually.TrueAsync("the rewind is written", () => rewind.CountOf(CommitPoint.BeforeRewindCommit) > 0);
        var verify = Task.Run(() => CommandLine.RunAsync(indexer.Host, "verify", asJson: true, output, progress, Token), Token);
        await VerifyWaitsForTheCursorAsync(indexer);
        rewind.Release();

        Assert.Equal((2, ""), (await verify, output.ToString()));
        Assert.Contains("inconclusive", progress.ToString(), StringComparison.Ordinal);
        await indexer.CatchUpAsync(chain.Client);
        Assert.Empty((await RunAsync(indexer, "verify")).Differences);
    }

    [Fact]
    public async Task Block_that_the_chain_has_left_is_not_verified()
    {
        await using var chain = await LoanChain.StartAsync();
        await History.MakeAllPhasesAsync(chain);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        await indexer.ExecuteAsync("update sync_cursor set is_orphaned = true");
        await using var output = new StringWriter();
        await using var progress = new StringWriter();

        var exitCode = await CommandLine.RunAsync(indexer.Host, "verify", asJson: true, output, progress, Token);

        Assert.Equal((2, ""), (exitCode, output.ToString()));
        Assert.Contains("is not on the node's chain: inconclusive", progress.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Auditor_finds_a_planted_difference_names_it_and_is_quiet_when_it_is_gone()
    {
        await using var chain = await LoanChain.StartAsync();
        await History.MakeAllPhasesAsync(chain);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.WithOption("AuditInterval", "00:00:00.100").StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        await indexer.ExecuteAsync("update holdings set claimed = claimed + 1");
        await Eventually.TrueAsync("the audit is degraded", async () => (await AuditAsync(indexer)).Status == HealthStatus.Degraded);
        Assert.Contains(", claimed: chain", (await AuditAsync(indexer)).Description, StringComparison.Ordinal);
        Assert.True(indexer.Logs.Contains(3022));

        await indexer.ExecuteAsync("update holdings set claimed = claimed - 1");
        await Eventually.TrueAsync("the audit is healthy", async () => (await AuditAsync(indexer)).Status == HealthStatus.Healthy);
    }

    static Task VerifyWaitsForTheCursorAsync(IndexerHarness indexer) => Eventually.TrueAsync(
        "verify waits for the cursor",
        async () => (long)await ScalarAsync(
            indexer, "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%from sync_cursor for share'") > 0);

    static async Task<HealthReportEntry> AuditAsync(IndexerHarness indexer)
    {
        var report = await indexer.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "audit", Token);
        return report.Entries["audit"];
    }

    static async Task<(int ExitCode, bool Ok, long Checked, List<string> Differences)> RunAsync(IndexerHarness indexer, string command)
    {
        var (exitCode, json) = await RunJsonAsync(indexer, command);
        return (
            exitCode, json.GetProperty("ok").GetBoolean(), json.GetProperty("checked").GetInt64(),
            [.. json.GetProperty("differences").EnumerateArray().Select(difference => difference.GetString()!)]);
    }

    static async Task<(int ExitCode, JsonElement Json)> RunJsonAsync(IndexerHarness indexer, string command, StringWriter? lines = null)
    {
        await using var output = new StringWriter();
        await using var own = new StringWriter();
        var progress = lines ?? own;
        var exitCode = await CommandLine.RunAsync(indexer.Host, command, asJson: true, output, progress, Token);
        Assert.True(output.ToString().StartsWith('{'), progress.ToString());
        return (exitCode, JsonElement.Parse(output.ToString()));
    }

    static async Task<int> ReadAsync(IndexerHarness indexer, CancellationToken stop)
    {
        var reads = 0;
        for (; !stop.IsCancellationRequested; reads++)
        {
            await using var context = indexer.CreateContext();
            Assert.Equal(5, await context.Loans.CountAsync(Token));
            await context.Holdings.Include(holding => holding.User).Include(holding => holding.Loan).ToListAsync(Token);
            await context.Transactions.Include(row => row.User).OrderByDescending(row => row.BlockNumber).Take(20).ToListAsync(Token);
        }

        return reads;
    }

    // Columns, indexes and keys with their names: a migration that comes later must find what it expects.
    static async Task<string> ShapeAsync(IndexerHarness indexer) => (string)await ScalarAsync(
        indexer,
        """
        select string_agg(line, E'\n' order by line) from (
            select table_name || '.' || ordinal_position || ' ' || column_name || ' ' || data_type || ' ' || is_nullable from information_schema.columns where table_schema = 'public'
            union all select indexdef from pg_indexes where schemaname = 'public'
            union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace) shape(line)
        """);

    static async Task<object> ScalarAsync(IndexerHarness indexer, string query)
    {
        await using var command = indexer.DataSource.CreateCommand(query);
        return (await command.ExecuteScalarAsync(Token))!;
    }
}
