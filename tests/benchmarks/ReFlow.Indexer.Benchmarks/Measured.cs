namespace ReFlow.Indexer.Benchmarks;

/// <summary>One run of a process, from its start to its last row.</summary>
/// <param name="PeakMebibytes">Peak resident memory.</param>
/// <param name="Rows">Events that it stored.</param>
sealed record Measured(double Seconds, double CpuSeconds, double PeakMebibytes, long Rows)
{
    public double EventsPerSecond => Rows / Seconds;
}
