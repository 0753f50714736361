using ReFlow.Data;

namespace ReFlow.Indexer.Tests.Simulation;

/// <summary>One seed: a random history with reorganisations, faults and crashes; then they stop, and everything must come right.</summary>
sealed class SimulationRun(SimulatedIndexer indexer, SimulatedIndexer fresh)
{
    // From the start of a history of a few hundred blocks, with a session or two.
    const int MostStepsToCatchUp = 2_000;

    // Rows above the cursor, of blocks that are not there, and blocks that do not follow each other: nothing may ever be seen of these.
    const string ViolationsQuery =
        """
        select concat_ws(', ',
            (select 'the cursor does not stand on its block' from sync_cursor c where block_number >= 0 and not exists (select from blocks b where b.number = c.block_number and b.hash = c.block_hash)),
            (select 'blocks above the cursor' where exists (select from blocks where number > (select block_number from sync_cursor))),
            (select 'a block does not follow the one before' where exists (select from blocks b join blocks p on p.number = b.number - 1 where p.hash <> b.parent_hash)),
            (select 'a block is missing' where (select count(*) from blocks) <> (select block_number + 1 from sync_cursor)),
            (select 'logs of other blocks' where exists (select from chain_logs l where not exists (select from blocks b where b.number = l.block_number and b.hash = l.block_hash))),
            (select 'transfers of other blocks' where exists (select from token_transfers t where not exists (select from blocks b where b.number = t.block_number and b.hash = t.block_hash))),
            (select 'transactions of other blocks' where exists (select from transactions t where block_number is not null and not exists (select from blocks b where b.number = t.block_number and b.hash = t.block_hash))),
            (select 'supply is not the sum of balances' where exists (
                select from loans l where l.total_supply <> (select coalesce(sum(balance), 0) from holdings h where h.loan_id = l.id))))
        """;

    /// <returns>What tells one course of events from another: the same seed has the same.</returns>
    public async Task<string> RunAsync(int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var chain = new SimulatedChain(random);
        var options = indexer.Options;
        options.HeadWindowBlocks = random.Next(1, 12);
        options.RangeBlocks = random.Next(1, 40);
        options.RangesInFlight = random.Next(1, 4);
        options.ProveRanges = true;
        options.WholeRanges = random.Next(2) == 0;
        options.HeadBatchBlocks = random.Next(1, 9);
        await indexer.BeginAsync(chain, cancellationToken);
        indexer.Node.TakeRequestDigest();

        indexer.Node.Faults = random;
        indexer.Crashes.Start(seed);
        for (var round = random.Next(3, 7); round > 0; round--)
        {
            chain.Move();
            for (var step = random.Next(1, 5); step > 0; step--)
            {
                await indexer.StepAsync(cancellationToken);
                // Past the time for which a head stays known, and now and then past the grace of a lower one.
                indexer.Clock.Advance(TimeSpan.FromMilliseconds(random.Next(5_000)));
            }

            Assert.Equal("", Violations());
        }

        indexer.Node.Faults = null;
        indexer.Crashes.Stop();
        await CatchUpAsync(indexer, chain, cancellationToken);
        Assert.Equal("", Violations());
        Assert.False(indexer.IsMarked());

        // What is far from the head is read by range, the rest by block.
        fresh.Options.HeadWindowBlocks = 64;
        await fresh.BeginAsync(chain, cancellationToken);
        await CatchUpAsync(fresh, chain, cancellationToken);
        var expected = await ReadModelDigest.ComputeAsync(fresh.Database, cancellationToken);
        Assert.Empty((await ReadModelDigest.ComputeAsync(indexer.Database, cancellationToken)).DifferencesTo(expected));
        return $"{chain.Head.Hash} {indexer.Clock.GetUtcNow():O} {indexer.Node.TakeRequestDigest()}";
    }

    static async Task CatchUpAsync(SimulatedIndexer indexer, SimulatedChain chain, CancellationToken cancellationToken)
    {
        for (var step = 0; step < MostStepsToCatchUp; step++)
        {
            if (!await indexer.StepAsync(cancellationToken))
            {
                if ((await indexer.CursorAsync(cancellationToken)).Hash == chain.Head.Hash.ToString())
                    return;
                indexer.Clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        Assert.Fail($"The head {chain.Head.Number} was not reached; the cursor is at {await indexer.CursorAsync(cancellationToken)}.");
    }

    // Without a wait, in which a commit under way might go on or not.
    string Violations()
    {
        using var command = indexer.Database.CreateCommand(ViolationsQuery);
        return (string)command.ExecuteScalar()!;
    }
}
