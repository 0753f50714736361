using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>Runs the built indexer, or the floor, as a process of its own until its work is done.</summary>
static class IndexerProcess
{
    /// <summary>The indexer, until the cursor stands on <paramref name="head"/>.</summary>
    public static Task<Measured> IndexAsync(string chainUrl, string database, string cache, long head) => RunAsync(
        PublishedIndexer.Path, [], database,
        $"select count(*) from sync_cursor where block_number >= {head}", "select count(*) from chain_logs",
        new()
        {
            ["ConnectionStrings__reflow"] = database,
            ["ConnectionStrings__chain"] = chainUrl,
            ["ConnectionStrings__cache"] = cache,
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Logging__LogLevel__Default"] = Environment.GetEnvironmentVariable("BENCHMARK_LOG") ?? "Warning",
        });

    /// <summary>The floor, until its rows are committed.</summary>
    public static Task<Measured> FloorAsync(string chainUrl, string database, long head) => RunAsync(
        typeof(Floor).Assembly.Location, ["floor", chainUrl, database, head.ToString(CultureInfo.InvariantCulture)], database,
        "select count(*) from pg_class where relname = 'floor_done'", "select count(*) from floor_logs", []);

    static async Task<Measured> RunAsync(
        string program, string[] arguments, string database, string doneQuery, string countQuery, Dictionary<string, string> environment)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var done = new NpgsqlCommand(doneQuery, connection);

        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments]);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var started = Stopwatch.GetTimestamp();
        var peak = 0L;
        var cpu = TimeSpan.Zero;
        while ((long)(await done.ExecuteScalarAsync())! == 0)
        {
            if (process.HasExited)
                throw new InvalidOperationException($"{Path.GetFileName(program)} ended early with {process.ExitCode}.");
            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromMinutes(10))
                throw new TimeoutException($"{Path.GetFileName(program)} did not finish in ten minutes.");
            Observe();
            await Task.Delay(5);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Observe();
        process.Kill();
        await process.WaitForExitAsync();
        await using var count = new NpgsqlCommand(countQuery, connection);
        return new Measured(seconds, cpu.TotalSeconds, peak / 1048576d, (long)(await count.ExecuteScalarAsync())!);

        void Observe()
        {
            try
            {
                process.Refresh();
                peak = Math.Max(peak, process.PeakWorkingSet64);
                cpu = process.TotalProcessorTime;
            }
            catch (InvalidOperationException)
            {
                // The floor may end between two looks; the last figures stand.
            }
        }
    }
}
