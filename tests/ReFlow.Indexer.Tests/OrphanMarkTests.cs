using ReFlow.Indexer.Tests.Simulation;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

/// <summary>Readers are told while the block at the cursor is not on the node's chain. That a rewind tells them is in the simulation.</summary>
public sealed class OrphanMarkTests(IndexerServers servers) : IAsyncLifetime
{
    const int Depth = 3;

    readonly SimulatedChain _chain = new(new Random(1));
    SimulatedIndexer _indexer = null!;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        while (_chain.Head.Number < 2 * Depth)
            _chain.Move();
        _indexer = await SimulatedIndexer.CreateAsync(servers, Token);
        await _indexer.BeginAsync(_chain, Token);
        while (await _indexer.StepAsync(Token))
            continue;
        AssertMarked(false);
    }

    public ValueTask DisposeAsync() => _indexer.DisposeAsync();

    [Fact]
    public async Task Lower_head_on_another_branch_marks_at_the_second_look()
    {
        _indexer.Node.Chain = _chain.Branch(Depth, blocks: Depth - 1);

        Assert.False(await _indexer.StepAsync(Token));
        AssertMarked(false);
        Assert.False(await _indexer.StepAsync(Token));
        AssertMarked(true);
    }

    [Fact]
    public async Task Nodes_that_take_turns_in_lagging_on_another_block_and_leading_mark_nothing()
    {
        var lagging = _chain.Branch(Depth, blocks: Depth - 1);
        for (var turn = 0; turn < 4; turn++)
        {
            _indexer.Node.Chain = turn % 2 == 0 ? lagging : _chain;
            Assert.False(await _indexer.StepAsync(Token));
            AssertMarked(false);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Mark_goes_when_the_block_is_on_the_chain_again_and_nothing_was_taken_back(bool isRestarted)
    {
        await OrphanAsync();
        if (isRestarted)
            await _indexer.StopAsync();

        _indexer.Node.Chain = _chain;
        Assert.False(await _indexer.StepAsync(Token));

        AssertMarked(false);
        Assert.Equal((_chain.Head.Number, _chain.Head.Hash.ToString()), await _indexer.CursorAsync(Token));
        Assert.Equal(0, _indexer.Crashes.Rewinds);
    }

    [Fact]
    public async Task Mark_goes_when_the_chain_leads_on_from_the_block_whether_or_not_its_logs_are_given()
    {
        await OrphanAsync();
        _indexer.Node.Chain = _chain.Branch(0, blocks: 2);
        _indexer.Node.RefusesLogs = true;

        Assert.True(await _indexer.StepAsync(Token));

        Assert.False(_indexer.IsMarked());
    }

    [Fact]
    public async Task Mark_stays_while_a_lagging_node_shows_only_what_both_branches_have()
    {
        await OrphanAsync();

        _indexer.Node.Chain = _chain.Without(Depth);
        Assert.False(await _indexer.StepAsync(Token));

        AssertMarked(true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    public async Task Branch_whose_logs_are_not_given_is_seen_by_its_headers(int blocksAbove)
    {
        var branch = _chain.Branch(Depth, blocks: Depth + blocksAbove);
        _indexer.Node.Chain = branch;
        _indexer.Node.RefusesLogs = true;

        for (var step = 0; step < 5; step++)
            await _indexer.StepAsync(Token);

        // At the common ancestor, or above it as far as blocks have no logs.
        var (number, hash) = await _indexer.CursorAsync(Token);
        Assert.Equal(branch.At(number)!.Hash.ToString(), hash);
        Assert.False(_indexer.IsMarked());
    }

    async Task OrphanAsync()
    {
        _indexer.Node.Chain = _chain.Branch(Depth, blocks: Depth - 1);
        await _indexer.StepAsync(Token);
        await _indexer.StepAsync(Token);
        AssertMarked(true);
    }

    void AssertMarked(bool expected)
    {
        Assert.Equal(expected, _indexer.IsMarked());
        Assert.Equal(expected, _indexer.State.Problem is not null);
    }
}
