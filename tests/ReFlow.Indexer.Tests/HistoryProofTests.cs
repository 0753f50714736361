using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ReFlow.Domain;
using ReFlow.Faults;
using ReFlow.Indexer.Commands;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

public sealed class HistoryProofTests(IndexerServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Log_store_is_proven_from_the_cursors_hash_and_each_kind_of_damage_is_named()
    {
        await using var chain = await LoanChain.StartAsync();
        await History.MakeAllPhasesAsync(chain);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        var sound = await ProveAsync(indexer);
        Assert.True(sound.Ok);
        Assert.Empty(sound.Differences);
        Assert.Equal(await indexer.CountAsync("chain_logs"), sound.Checked);

        await DamageAsync(indexer, "update chain_logs set data = data || '\\x00'::bytea where (block_number, log_index) = (select block_number, log_index from chain_logs order by 1, 2 limit 1)");
        Assert.Equal(2, (await ProveAsync(indexer)).Differences.Count);

        await DamageAsync(indexer, "delete from chain_logs where (block_number, log_index) = (select block_number, log_index from chain_logs order by 1, 2 limit 1)");
        Assert.Contains("the store lacks log", Assert.Single((await ProveAsync(indexer)).Differences), StringComparison.Ordinal);

        await DamageAsync(indexer, "delete from chain_logs");
        Assert.Equal(sound.Checked, (await ProveAsync(indexer)).Differences.Count);
    }

    [Fact]
    public async Task Cursor_on_a_block_that_is_not_the_nodes_cannot_be_proven()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        await DamageAsync(indexer, "update sync_cursor set block_hash = genesis_hash");

        var refused = await ProveAsync(indexer);

        Assert.False(refused.Ok);
        Assert.Contains("was expected to have the hash", Assert.Single(refused.Differences), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_that_a_node_left_out_unseen_is_found_by_the_proof_and_read_again_from_the_chain()
    {
        await using var chain = await LoanChain.StartAsync();
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        var invested = await chain.InvestInOneBlockAsync(loan, 100m, 30m);
        await chain.Node.MineAsync(5);
        // Another log of the same event and contract came for its block, so no bloom tells.
        var plan = FaultPlan.None with { HiddenLog = (invested.BlockNumber, invested.LogIndex) };
        await using var node = await FaultProxy.StartAsync(chain.Node.Url, plan, cancellationToken: Token);
        await using var indexer = await IndexerHarness.CreateAsync(servers, node.Url);
        await indexer.WithOption("HeadWindowBlocks", "1").StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        Assert.Contains("the store lacks log", Assert.Single((await ProveAsync(indexer)).Differences), StringComparison.Ordinal);
        node.Plan = FaultPlan.None;
        Assert.True((await RunAsync(indexer, "reindex")).Ok);
        Assert.False((await ProveAsync(indexer)).Ok);

        var again = await RunAsync(indexer, CommandLine.FindName(["reindex", "--from-chain"])!);

        Assert.True(again.Ok);
        Assert.Equal(await indexer.CountAsync("chain_logs"), again.Checked);
        Assert.Empty((await ProveAsync(indexer)).Differences);
        Assert.Empty((await indexer.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));

        // The indexer goes on with the new log store, back and forth.
        await chain.InvestAsync(loan, 2, 70m);
        await chain.Node.ReorgAsync(3);
        chain.ForgetNonces();
        await chain.InvestAsync(loan, 3, 40m);
        await indexer.CatchUpAsync(chain.Client);
        Assert.Empty((await RunAsync(indexer, "verify")).Differences);
        Assert.Empty((await ProveAsync(indexer)).Differences);
    }

    static Task<CommandResult> ProveAsync(IndexerHarness indexer) => RunAsync(indexer, "prove");

    static Task<CommandResult> RunAsync(IndexerHarness indexer, string name) =>
        indexer.Services.GetServices<IIndexerCommand>().Single(command => command.Name == name).RunAsync(new Progress<string>(), Token);

    static async Task DamageAsync(IndexerHarness indexer, string statement)
    {
        await using NpgsqlCommand command = indexer.DataSource.CreateCommand(statement);
        Assert.True(await command.ExecuteNonQueryAsync(Token) > 0);
    }
}
