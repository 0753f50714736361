using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>Runs the published indexer, one of its commands, or the floor, as a process of its own.</summary>
static class IndexerProcess
{
    const string CountLogs = "select count(*) from chain_logs";

    /// <summary>The indexer, until the cursor stands on <paramref name="head"/>.</summary>
    public static Task<Measured> IndexAsync(string chainUrl, string database, string cache, long head) => UntilAsync(
        database, Dotnet(PublishedIndexer.Path, [], Settings(chainUrl, database, cache)),
        string.Create(CultureInfo.InvariantCulture, $"select count(*) from sync_cursor where block_number >= {head}"), CountLogs);

    /// <summary>The indexer's <c>reindex</c> of a database that was indexed: all stored logs folded again, and the tables exchanged.</summary>
    public static Task<Measured> RefoldAsync(string chainUrl, string database, string cache) => UntilAsync(
        database, Dotnet(PublishedIndexer.Path, ["reindex"], Settings(chainUrl, database, cache)), doneQuery: null, CountLogs);

    /// <summary>The floor, until its rows are committed.</summary>
    public static Task<Measured> FloorAsync(string chainUrl, string database, long head) => UntilAsync(
        database, Dotnet(typeof(Floor).Assembly.Location, ["floor", chainUrl, database, head.ToString(CultureInfo.InvariantCulture)], []),
        "select count(*) from pg_class where relname = 'floor_done'", "select count(*) from floor_logs");

    static async Task<Measured> UntilAsync(string database, ProcessStartInfo start, string? doneQuery, string countQuery)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        return await MeasuredProcess.RunAsync(
            start,
            doneQuery is null ? null : async () => await CountAsync(connection, doneQuery) > 0,
            () => CountAsync(connection, countQuery));
    }

    static async Task<long> CountAsync(NpgsqlConnection connection, string query)
    {
        await using var command = new NpgsqlCommand(query, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    static ProcessStartInfo Dotnet(string program, string[] arguments, Dictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments]);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return start;
    }

    static Dictionary<string, string> Settings(string chainUrl, string database, string cache) => new()
    {
        ["ConnectionStrings__reflow"] = database,
        ["ConnectionStrings__chain"] = chainUrl,
        ["ConnectionStrings__cache"] = cache,
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["Logging__LogLevel__Default"] = Environment.GetEnvironmentVariable("BENCHMARK_LOG") ?? "Warning",
    };
}
