using System.Globalization;
using System.Text;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>The results as Markdown, for docs/benchmarks.md.</summary>
sealed class ResultTable
{
    readonly StringBuilder _rows = new();
    readonly StringBuilder _ratios = new();

    /// <param name="events">Of our contracts in the history, by which every speed is counted: some read logs of others too. Null where speed says nothing.</param>
    public void Add(HistoryKind kind, string what, Measured run, long? events, RequestCounts? counts = null)
    {
        var row = string.Create(CultureInfo.InvariantCulture,
            $"| {kind.Name} | {what} | {run.Seconds:0.00} | {events / run.Seconds:#,0} | {run.CpuSeconds:0.0} | {run.PeakMebibytes:0} | {counts?.Requests} | {counts?.GetLogs} | {counts?.Blocks} |");
        Console.WriteLine(row);
        _rows.AppendLine(row);
    }

    /// <summary>How many times as fast ours was as another on the same history.</summary>
    public void AddRatio(HistoryKind kind, string ours, Measured run, string others, Measured other)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"- {kind.Name}: {ours} is {other.Seconds / run.Seconds:0.00} times as fast as {others}");
        Console.WriteLine(line);
        _ratios.AppendLine(line);
    }

    public string ToMarkdown() =>
        $"""
        | history | what | seconds | events/s | CPU s | peak MiB | requests | eth_getLogs | blocks |
        |---|---|---|---|---|---|---|---|---|
        {_rows}
        {_ratios}
        """;
}
