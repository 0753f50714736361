using System.Diagnostics;
using System.Globalization;
using ReFlow.Indexer.Tests.Simulation;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

/// <summary>
/// Random histories over a simulated chain and clock, with the indexer's own code and a real database. <c>REFLOW_SEEDS</c> says how many
/// seeds (by default a few hundred), <c>REFLOW_SEED</c> runs one. Threads and the jitter of retries have a say in the order in which a seed is drawn
/// from, so a run of the same seed is a like one and not always the same: repeat it.
/// </summary>
public sealed class SimulationTests(IndexerServers servers)
{
    const int DefaultSeeds = 200;
    const int Workers = 2;

    [Fact]
    public async Task Random_histories_reorgs_faults_and_crashes_end_in_the_tables_of_a_fold_from_scratch()
    {
        var replay = Setting("REFLOW_SEED");
        var seeds = new Queue<int>(replay is { } one ? [one] : Enumerable.Range(1, Setting("REFLOW_SEEDS") ?? DefaultSeeds));
        var started = Stopwatch.GetTimestamp();
        var count = seeds.Count;
        var done = await Task.WhenAll(Enumerable.Range(0, replay is null ? Workers : 1).Select(_ => WorkAsync(seeds)));

        var (crashes, rewinds) = (done.Sum(one => one.Crashes), done.Sum(one => one.Rewinds));
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} seeds in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s: {rewinds} rewinds, {crashes} crashes");
        // A simulation in which nothing happens would prove nothing.
        Assert.True(replay is not null || (crashes > count / 2 && rewinds > count / 2), $"{rewinds} rewinds, {crashes} crashes");
    }

    async Task<(int Crashes, int Rewinds)> WorkAsync(Queue<int> seeds)
    {
        var token = TestContext.Current.CancellationToken;
        await using var indexer = await SimulatedIndexer.CreateAsync(servers, token);
        await using var fresh = await SimulatedIndexer.CreateAsync(servers, token);
        while (true)
        {
            int seed;
            lock (seeds)
            {
                if (!seeds.TryDequeue(out seed))
                    return (indexer.Crashes.Crashes, indexer.Crashes.Rewinds);
            }

            try
            {
                await new SimulationRun(indexer, fresh).RunAsync(seed, token);
            }
            catch (Exception failure)
            {
                lock (seeds)
                    seeds.Clear();
                throw new InvalidOperationException($"Seed {seed}: {failure.Message} Run it with REFLOW_SEED={seed}, more than once: threads have a say in its course.", failure);
            }
        }
    }

    static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
