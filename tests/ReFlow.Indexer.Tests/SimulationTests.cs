using System.Diagnostics;
using System.Globalization;
using Nito.AsyncEx;
using ReFlow.Indexer.Tests.Simulation;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

/// <summary>
/// Random histories over a simulated chain and clock, with the indexer's own code and a real database. <c>REFLOW_SEEDS</c> says how many
/// seeds (by default a few hundred), <c>REFLOW_SEED</c> replays one. Each worker has one thread, so that a seed alone decides what happens.
/// </summary>
public sealed class SimulationTests(IndexerServers servers)
{
    const int DefaultSeeds = 200;
    const int Workers = 2;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Random_histories_reorgs_faults_and_crashes_end_in_the_tables_of_a_fold_from_scratch()
    {
        var replay = Setting("REFLOW_SEED");
        var seeds = new Queue<int>(replay is { } one ? [one] : Enumerable.Range(1, Setting("REFLOW_SEEDS") ?? DefaultSeeds));
        var started = Stopwatch.GetTimestamp();
        var count = seeds.Count;
        var done = await Task.WhenAll(Enumerable.Range(0, replay is null ? Workers : 1).Select(_ => OnOneThread(() => WorkAsync(seeds))));

        var (crashes, rewinds) = (done.Sum(one => one.Crashes), done.Sum(one => one.Rewinds));
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} seeds in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s: {rewinds} rewinds, {crashes} crashes");
        // A simulation in which nothing happens would prove nothing.
        Assert.True(replay is not null || (crashes > count / 2 && rewinds > count / 2), $"{rewinds} rewinds, {crashes} crashes");
    }

    [Fact]
    public async Task Same_seed_has_the_same_course_whatever_ran_before()
    {
        int[] seeds = [.. Enumerable.Range(10_001, 20)];

        var first = await CoursesAsync(seeds);
        var again = await CoursesAsync([.. seeds.Reverse()]);

        Assert.Equal(first, again.Reverse());
        Assert.Equal(seeds.Length, first.Distinct(StringComparer.Ordinal).Count());
    }

    Task<string[]> CoursesAsync(int[] seeds) => OnOneThread(async () =>
    {
        await using var indexer = await SimulatedIndexer.CreateAsync(servers, Token);
        await using var fresh = await SimulatedIndexer.CreateAsync(servers, Token);
        var courses = new string[seeds.Length];
        for (var index = 0; index < seeds.Length; index++)
            courses[index] = await new SimulationRun(indexer, fresh).RunAsync(seeds[index], Token);
        return courses;
    });

    async Task<(int Crashes, int Rewinds)> WorkAsync(Queue<int> seeds)
    {
        await using var indexer = await SimulatedIndexer.CreateAsync(servers, Token);
        await using var fresh = await SimulatedIndexer.CreateAsync(servers, Token);
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
                await new SimulationRun(indexer, fresh).RunAsync(seed, Token);
            }
            catch (Exception failure)
            {
                lock (seeds)
                    seeds.Clear();
                throw new InvalidOperationException($"Seed {seed}: {failure.Message} Replay it with REFLOW_SEED={seed}.", failure);
            }
        }
    }

    // Whatever waits goes on on this thread, in the order in which it was woken.
    static Task<T> OnOneThread<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(() => AsyncContext.Run(work), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
