using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

/// <summary>Real processes, real SIGKILL, while a real chain grows and reorganises. A second process always stands by.</summary>
public sealed class KilledProcessTests(IndexerServers servers)
{
    const int Kills = 20;
    const int Seed = 20;

    [Fact]
    public async Task Indexer_killed_twenty_times_under_traffic_and_reorgs_ends_in_the_tables_of_a_fresh_index()
    {
        var random = new Random(Seed);
        await using var chain = await LoanChain.StartAsync();
        var loans = await History.MakeAllPhasesAsync(chain);
        await using var database = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        List<IndexerProcess> processes = [database.StartProcess()];
        try
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                // The epoch rises with every writer: the one that is alive has taken over, and has the lock.
                var epoch = kill + 1;
                await Eventually.TrueAsync($"writer {epoch} has taken over", async () => (await database.CursorAsync())?.Epoch == epoch);
                processes.Add(database.StartProcess());
                var traffic = TrafficAsync(chain, loans, round: kill);
                await Task.Delay(random.Next(400), TestContext.Current.CancellationToken);
                await processes[^2].KillAsync();
                await traffic;
            }

            await Eventually.TrueAsync("the last writer has taken over", async () => (await database.CursorAsync())?.Epoch == Kills + 1);
            await database.CatchUpAsync(chain.Client);
            await ChainComparison.AssertEqualAsync(database, chain.Client);
            Assert.Empty((await database.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
        }
        finally
        {
            foreach (var process in processes)
                await process.DisposeAsync();
        }
    }

    static async Task TrafficAsync(LoanChain chain, IReadOnlyList<ReFlow.Chain.Address> loans, int round)
    {
        await History.ActAsync(chain, loans, seed: Seed + round, actions: 4);
        if (round % 3 != 0)
            return;
        await chain.Node.ReorgAsync(1 + (round / 3));
        chain.ForgetNonces();
    }
}
