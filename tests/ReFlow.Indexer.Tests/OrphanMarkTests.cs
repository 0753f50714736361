using ReFlow.Indexer.Tests.Simulation;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

/// <summary>Readers are told while the block at the cursor is not on the node's chain. That a rewind tells them is in the simulation.</summary>
public sealed class OrphanMarkTests(IndexerServers servers)
{
    const int Depth = 3;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Mark_goes_when_the_block_is_on_the_chain_again_and_nothing_was_taken_back(bool isRestarted)
    {
        var (indexer, chain) = await OrphanAsync();
        await using var _ = indexer;

        if (isRestarted)
            await indexer.StopAsync();
        indexer.Node.Chain = chain;
        await indexer.StepAsync(Token);

        Assert.False(indexer.IsMarked());
        Assert.Equal((chain.Head.Number, chain.Head.Hash.ToString()), await indexer.CursorAsync(Token));
        Assert.Equal(0, indexer.Crashes.Rewinds);
    }

    [Fact]
    public async Task Mark_stays_while_a_lagging_node_shows_only_what_both_branches_have()
    {
        var (indexer, chain) = await OrphanAsync();
        await using var _ = indexer;

        indexer.Node.Chain = chain.Without(Depth);
        await indexer.StepAsync(Token);

        Assert.True(indexer.IsMarked());
    }

    // The other branch is lower, so that the indexer waits for a while before it takes anything back.
    async Task<(SimulatedIndexer Indexer, SimulatedChain Chain)> OrphanAsync()
    {
        var chain = new SimulatedChain(new Random(1));
        while (chain.Head.Number < 2 * Depth)
            chain.Move();
        var indexer = await SimulatedIndexer.CreateAsync(servers, Token);
        await indexer.BeginAsync(chain, Token);
        while (await indexer.StepAsync(Token))
            continue;
        Assert.False(indexer.IsMarked());

        indexer.Node.Chain = chain.Branch(Depth);
        await indexer.StepAsync(Token);
        Assert.True(indexer.IsMarked());
        return (indexer, chain);
    }
}
