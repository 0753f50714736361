using Microsoft.Extensions.DependencyInjection;
using ReFlow.Chain.Contracts;
using ReFlow.Indexer.Chain;
using ReFlow.Indexer.Refolding;
using ReFlow.Indexer.Storage;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

/// <summary>What a reorganisation does to logs that are folded again in several goes.</summary>
public sealed class RefolderTests(IndexerServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Folding_on_after_the_last_folded_block_was_taken_back_is_inconclusive()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        var cursor = (await indexer.CursorAsync())!;
        await using var schema = await RefoldSchema.CreateAsync(indexer.DataSource, indexer.ConnectionString, "reflow_test", Token);
        var refolder = new Refolder(
            schema,
            indexer.Services.GetRequiredService<ReadModelWriter>(),
            indexer.Services.GetRequiredService<ContractAddresses>(),
            indexer.Services.GetRequiredService<IndexerOptions>());
        await refolder.FoldToAsync(cursor, _ => Task.CompletedTask, Token);

        // Another block stands in its place by the time that the next go begins.
        await indexer.ExecuteAsync($"update blocks set hash = sha256(hash) where number = {cursor.BlockNumber}");

        await Assert.ThrowsAsync<InconsistentChainException>(() => refolder.FoldToAsync(cursor, _ => Task.CompletedTask, Token));
    }
}
