using System.Globalization;
using System.Runtime.InteropServices;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>What the figures were measured on, for the line above the table.</summary>
static class MachineFacts
{
    public static async Task<string> DescribeAsync(BenchmarkOptions options)
    {
        var load = File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0] : "unknown";
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
        return string.Create(CultureInfo.InvariantCulture,
            $"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, {memory} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; "
            + $"PostgreSQL with fsync {(options.Fsync ? "on" : "off")}; median of {options.Runs} runs of ours, {options.PonderRuns} of Ponder's; load {load} at the end.");
    }
}
