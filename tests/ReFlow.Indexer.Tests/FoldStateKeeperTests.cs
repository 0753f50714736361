using Microsoft.EntityFrameworkCore;
using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Indexer.Storage;

namespace ReFlow.Indexer.Tests;

/// <summary>What is kept from one batch to the next is what was written.</summary>
public sealed class FoldStateKeeperTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task State_of_an_index_from_scratch_is_kept_while_batches_are_written_and_dropped_with_one_that_is_not()
    {
        var keeper = Keeper();
        keeper.Start(nothingIndexed: true);
        var first = await keeper.LoadAsync([], Token);
        keeper.Accepted();
        var second = await keeper.LoadAsync([], Token);
        // Not written.
        var third = await keeper.LoadAsync([], Token);
        keeper.Accepted();
        var fourth = await keeper.LoadAsync([], Token);

        Assert.Same(first, second);
        Assert.NotSame(second, third);
        Assert.NotSame(third, fourth);
    }

    [Fact]
    public async Task State_is_loaded_for_each_batch_when_something_was_indexed_before()
    {
        var keeper = Keeper();
        keeper.Start(nothingIndexed: false);
        var first = await keeper.LoadAsync([], Token);
        keeper.Accepted();

        Assert.NotSame(first, await keeper.LoadAsync([], Token));
    }

    // A batch without logs needs nothing of the database.
    static FoldStateKeeper Keeper() => new(new FoldStateReader(new NoDatabase(), DevelopmentDeployment.Addresses), new IndexerOptions());

    sealed class NoDatabase : IDbContextFactory<ReFlowDbContext>
    {
        public ReFlowDbContext CreateDbContext() => throw new InvalidOperationException("Nothing has to be loaded.");
    }
}
