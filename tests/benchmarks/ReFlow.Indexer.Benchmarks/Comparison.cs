using ReFlow.Faults;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>Times the indexer on one history, in turn with the floor, its re-fold, the raw ceilings and Ponder.</summary>
sealed class Comparison(Servers servers, BenchmarkOptions options, ResultTable results)
{
    public async Task RunAsync(HistoryKind kind)
    {
        await using var history = await HistoryStore.StartAsync(kind);
        var head = await history.Chain.GetBlockNumberAsync(CancellationToken.None);
        var (floors, indexed, refolded, copied) = (new List<Measured>(), new List<Measured>(), new List<Measured>(), new List<Measured>());
        ReadModelTotals? totals = null;
        for (var run = 0; run < options.Runs; run++)
        {
            floors.Add(await IndexerProcess.FloorAsync(history.Url, await servers.CreateDatabaseAsync(migrated: false), head));
            var database = await servers.CreateDatabaseAsync(migrated: true);
            indexed.Add(await IndexerProcess.IndexAsync(history.Url, database, servers.Cache, head));
            copied.Add(await Ceilings.CopyAsync(database));
            totals = await ReadModelTotals.OfIndexerAsync(database);
            refolded.Add(await IndexerProcess.RefoldAsync(history.Url, database, servers.Cache));
            if (await ReadModelTotals.OfIndexerAsync(database) is var again && again != totals)
                throw new InvalidOperationException($"The re-fold's totals are not the first fold's.{Environment.NewLine}Re-fold: {again}{Environment.NewLine}First:   {totals}");
        }

        var (floor, indexer) = (Measured.Median(floors), Measured.Median(indexed));
        var events = indexer.Rows;
        results.Add(kind, "floor", floor, events);
        results.Add(kind, "indexer", indexer, events, await CountAsync(history, async url =>
            await IndexerProcess.IndexAsync(url, await servers.CreateDatabaseAsync(migrated: true), servers.Cache, head)));
        results.Add(kind, "re-fold from own logs", Measured.Median(refolded), events);
        results.Add(kind, "ceiling: COPY of the ledger rows", Measured.Median(copied), events);
        results.AddRatio(kind, "the indexer", indexer, "the floor", floor);
        if (kind.IsLarge)
            return;

        await FetchAndParseAsync(kind, history, head, indexer);
        await RunStormAsync(kind, history, head, totals!);
        if (options.PonderRuns > 0)
            await RunPonderAsync(kind, history, totals!, indexer);
        await RestartAsync(kind, history, head);
    }

    async Task FetchAndParseAsync(HistoryKind kind, History history, long head, Measured indexer)
    {
        var (fetched, parsed) = (new List<Measured>(), new List<Measured>());
        for (var run = 0; run < options.Runs; run++)
        {
            var (fetch, body) = await Ceilings.FetchAsync(history.Url, head);
            fetched.Add(fetch);
            parsed.Add(Ceilings.Parse(body));
        }

        results.Add(kind, "ceiling: one eth_getLogs", Measured.Median(fetched), indexer.Rows);
        results.Add(kind, "ceiling: parsing it", Measured.Median(parsed), indexer.Rows);
        results.AddRatio(kind, "the indexer", indexer, "one eth_getLogs", Measured.Median(fetched));
    }

    // The same proxy twice, so that only its faults tell the runs apart.
    async Task RunStormAsync(HistoryKind kind, History history, long head, ReadModelTotals expected)
    {
        var (clean, stormy) = (new List<(Measured, RequestCounts)>(), new List<(Measured, RequestCounts)>());
        for (var run = 1; run <= options.Runs; run++)
        {
            clean.Add(await FaultyAsync(FaultPlan.None));
            // A wait that the node asks for is the node's speed, not ours.
            stormy.Add(await FaultyAsync(FaultPlan.Storm with { Seed = run, RetryAfter = null }));
        }

        results.AddRatio(kind, "the indexer in a storm", AddMedian("indexer, through a storm of faults", stormy), "without", AddMedian("indexer, through a proxy", clean));

        async Task<(Measured, RequestCounts)> FaultyAsync(FaultPlan plan)
        {
            await using var proxy = await FaultProxy.StartAsync(history.Url, plan);
            var database = await servers.CreateDatabaseAsync(migrated: true);
            var measured = await IndexerProcess.IndexAsync(proxy.Url, database, servers.Cache, head);
            if (await ReadModelTotals.OfIndexerAsync(database) is var totals && totals != expected)
                throw new InvalidOperationException($"Through the proxy with {plan}: {totals}{Environment.NewLine}not {expected}");
            return (measured, new RequestCounts(
                (int)proxy.Statistics.Requests, (int)proxy.Statistics.CallsOf("eth_getLogs"), (int)proxy.Statistics.CallsOf("eth_getBlockByNumber")));
        }

        Measured AddMedian(string what, List<(Measured Measured, RequestCounts Requests)> runs)
        {
            var (median, requests) = runs.OrderBy(run => run.Measured.Seconds).ElementAt(runs.Count / 2);
            results.Add(kind, what, median, median.Rows, requests);
            return median;
        }
    }

    async Task RunPonderAsync(HistoryKind kind, History history, ReadModelTotals expected, Measured indexer)
    {
        var (defaults, tuned) = (new List<Measured>(), new List<Measured>());
        for (var run = 0; run < options.PonderRuns; run++)
        {
            tuned.Add(await PonderAsync(history.Url, isTuned: true));
            defaults.Add(await PonderAsync(history.Url, isTuned: false));
        }

        results.Add(kind, "Ponder, default", Measured.Median(defaults), indexer.Rows);
        results.Add(kind, "Ponder, the node as 16 URLs", Measured.Median(tuned), indexer.Rows, await CountAsync(history, url => PonderAsync(url, isTuned: true)));
        results.AddRatio(kind, "the indexer", indexer, "default Ponder", Measured.Median(defaults));
        results.AddRatio(kind, "the indexer", indexer, "Ponder with 16 URLs", Measured.Median(tuned));

        async Task<Measured> PonderAsync(string url, bool isTuned) =>
            await PonderProcess.IndexAsync(url, isTuned, await servers.CreateDatabaseAsync(migrated: false), expected);
    }

    // Last, because it makes the history longer. Every process here ends by SIGKILL once its work is done.
    async Task RestartAsync(HistoryKind kind, History history, long head)
    {
        var database = await servers.CreateDatabaseAsync(migrated: true);
        await IndexerProcess.IndexAsync(history.Url, database, servers.Cache, head);
        var restarts = new List<Measured>();
        for (var run = 0; run < options.Runs; run++)
        {
            await history.Chain.RequestAsync<object>("evm_mine", [], CancellationToken.None);
            restarts.Add(await IndexerProcess.IndexAsync(history.Url, database, servers.Cache, ++head));
        }

        results.Add(kind, "restart after kill -9, until the next block is committed", Measured.Median(restarts), events: null);
    }

    // In a run of its own: the proxy costs time.
    static async Task<RequestCounts> CountAsync(History history, Func<string, Task> run)
    {
        await using var proxy = await CountingProxy.StartAsync(history.Url);
        await run(proxy.Url);
        return proxy.Counts;
    }
}
