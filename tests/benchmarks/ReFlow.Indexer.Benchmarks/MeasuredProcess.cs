using System.Collections.Concurrent;
using System.Diagnostics;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>Runs a process until its work is done, and then ends it.</summary>
static class MeasuredProcess
{
    // Enough for the slowest rival on the longest history.
    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(40);

    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(5);

    // Looking into /proc costs more than asking whether it is done.
    static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(50);

    /// <param name="start">The process.</param>
    /// <param name="isDone">Asked every few milliseconds; null waits for the process to end by itself with 0.</param>
    /// <param name="countRows">Counts what it stored, afterwards.</param>
    /// <exception cref="InvalidOperationException">It ended early or with an error.</exception>
    public static async Task<Measured> RunAsync(ProcessStartInfo start, Func<Task<bool>>? isDone, Func<Task<long>> countRows)
    {
        var output = new ConcurrentQueue<string>();
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");

        var started = Stopwatch.GetTimestamp();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var use = new ResourceUse(process);
        var looked = started;
        try
        {
            while (isDone is null ? !process.HasExited : !await isDone())
            {
                if (isDone is not null && process.HasExited)
                    throw new InvalidOperationException("it ended early");
                if (Stopwatch.GetElapsedTime(started) > s_patience)
                    throw new InvalidOperationException("it did not finish in time");
                if (Stopwatch.GetElapsedTime(looked) > s_betweenLooks)
                {
                    use.Observe();
                    looked = Stopwatch.GetTimestamp();
                }

                await Task.Delay(s_pause);
            }

            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            use.Observe();
            if (isDone is null && process.ExitCode != 0)
                throw new InvalidOperationException($"it ended with {process.ExitCode}");
            await EndAsync(process);
            return new Measured(seconds, use.Cpu.TotalSeconds, use.PeakBytes / 1048576d, await countRows());
        }
        catch (InvalidOperationException exception)
        {
            await EndAsync(process);
            throw new InvalidOperationException(
                $"{start.FileName} {string.Join(' ', start.ArgumentList.Take(3))}: {exception.Message}.{Environment.NewLine}{string.Join(Environment.NewLine, output.TakeLast(40))}", exception);
        }
    }

    static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }
}
