using ReFlow.Indexer.Refolding;

namespace ReFlow.Indexer.Commands;

/// <summary>Says how far a fold is and how long the rest takes at the pace so far.</summary>
sealed class RefoldProgress(IProgress<string> progress, long totalLogs, TimeProvider time)
{
    readonly long _started = time.GetTimestamp();

    public Task ReportAsync(Refolder refolder)
    {
        var elapsed = time.GetElapsedTime(_started);
        var left = refolder.Logs == 0 ? TimeSpan.Zero : elapsed * ((double)Math.Max(0, totalLogs - refolder.Logs) / refolder.Logs);
        progress.Report($"{refolder.Logs} of {totalLogs} logs folded, up to block {refolder.Block}; {left:hh\\:mm\\:ss} left");
        return Task.CompletedTask;
    }
}
