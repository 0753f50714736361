using Microsoft.Extensions.DependencyInjection;
using Npgsql;
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

    static Task<CommandResult> ProveAsync(IndexerHarness indexer) =>
        indexer.Services.GetServices<IIndexerCommand>().Single(command => command.Name == "prove").RunAsync(new Progress<string>(), Token);

    static async Task DamageAsync(IndexerHarness indexer, string statement)
    {
        await using NpgsqlCommand command = indexer.DataSource.CreateCommand(statement);
        Assert.True(await command.ExecuteNonQueryAsync(Token) > 0);
    }
}
