namespace ReFlow.Indexer.Benchmarks;

/// <summary>One run, from the start of its process to its last row.</summary>
/// <param name="CpuSeconds">Of the process and its children; null where there is none of its own.</param>
/// <param name="PeakMebibytes">Peak resident memory, of the same.</param>
/// <param name="Rows">Logs that it stored.</param>
sealed record Measured(double Seconds, double? CpuSeconds, double? PeakMebibytes, long Rows)
{
    public static Measured Median(IEnumerable<Measured> runs)
    {
        var ordered = runs.OrderBy(run => run.Seconds).ToList();
        return ordered[ordered.Count / 2];
    }
}
