using System.Globalization;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>Times the indexer and the floor on one history, in turn, and prints the medians and their ratio.</summary>
static class Comparison
{
    public static async Task RunAsync(Servers servers, HistoryKind kind, int runs)
    {
        await using var anvil = await HistoryStore.StartAsync(kind);
        var head = await HistoryStore.Connect(anvil).GetBlockNumberAsync(CancellationToken.None);
        var indexed = new List<Measured>();
        var floors = new List<Measured>();
        for (var run = 0; run < runs; run++)
        {
            floors.Add(await IndexerProcess.FloorAsync(anvil.Url, await servers.CreateDatabaseAsync(migrated: false), head));
            indexed.Add(await IndexerProcess.IndexAsync(anvil.Url, await servers.CreateDatabaseAsync(migrated: true), servers.Cache, head));
        }

        await using var proxy = await CountingProxy.StartAsync(anvil.Url);
        await IndexerProcess.IndexAsync(proxy.Url, await servers.CreateDatabaseAsync(migrated: true), servers.Cache, head);

        var (floor, indexer) = (Median(floors), Median(indexed));
        Print(kind.Name, "floor", floor, "");
        Print(kind.Name, "indexer", indexer, proxy.Summary);
        Console.WriteLine(Invariant($"{kind.Name,-12} {floor.Seconds / indexer.Seconds:0.00} of the floor, head {head}, load {await LoadAsync()}"));
    }

    static Measured Median(List<Measured> runs) => runs.OrderBy(run => run.Seconds).ElementAt(runs.Count / 2);

    static void Print(string history, string what, Measured run, string requests) => Console.WriteLine(Invariant(
        $"{history,-12} {what,-8} {run.Seconds,6:0.00} s {run.EventsPerSecond,8:0} events/s {run.Rows,7} events {run.CpuSeconds,6:0.0} s CPU {run.PeakMebibytes,5:0} MiB peak  {requests}"));

    static async Task<string> LoadAsync() => File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0] : "unknown";

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
