using System.Diagnostics;
using Npgsql;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>What the node, the parser and the database can do each by itself, warm.</summary>
static class Ceilings
{
    static readonly string[] s_ledger = ["chain_logs", "token_transfers", "transactions", "investments", "claims", "distributions"];

    /// <summary>All logs in one answer.</summary>
    public static async Task<(Measured Measured, byte[] Body)> FetchAsync(string chainUrl, long head)
    {
        using var http = new HttpClient();
        var started = Stopwatch.GetTimestamp();
        var body = await Floor.FetchAsync(http, new Uri(chainUrl), 0, head);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return (Of(seconds, Floor.Read(body).Count), body);
    }

    /// <summary>That answer parsed.</summary>
    public static Measured Parse(byte[] body)
    {
        var started = Stopwatch.GetTimestamp();
        var logs = Floor.Read(body);
        return Of(Stopwatch.GetElapsedTime(started).TotalSeconds, logs.Count);
    }

    /// <summary>
    /// The rows that the indexer has in its ledger tables copied into empty tables with the same keys and indexes, in one transaction: what
    /// PostgreSQL needs for them when nobody computes anything.
    /// </summary>
    /// <param name="database">A database that was indexed; the copies are removed again.</param>
    public static async Task<Measured> CopyAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        var rows = new Dictionary<string, byte[]>();
        foreach (var table in s_ledger)
            rows[table] = await ReadAsync(connection, table);
        await ExecuteAsync(connection, $"create schema ceiling; {string.Concat(s_ledger.Select(table => $"create table ceiling.{table} (like {table} including indexes);"))} checkpoint");

        var started = Stopwatch.GetTimestamp();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            foreach (var (table, data) in rows)
            {
                await using var copy = await connection.BeginRawBinaryCopyAsync($"copy ceiling.{table} from stdin (format binary)");
                await copy.WriteAsync(data);
            }

            await transaction.CommitAsync();
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await using var count = new NpgsqlCommand("select count(*) from ceiling.chain_logs", connection);
        var measured = Of(seconds, (long)(await count.ExecuteScalarAsync())!);
        await ExecuteAsync(connection, "drop schema ceiling cascade");
        return measured;
    }

    static async Task<byte[]> ReadAsync(NpgsqlConnection connection, string table)
    {
        using var data = new MemoryStream();
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy {table} to stdout (format binary)");
        await copy.CopyToAsync(data);
        return data.ToArray();
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string statements)
    {
        foreach (var statement in statements.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    static Measured Of(double seconds, long events) => new(seconds, CpuSeconds: null, PeakMebibytes: null, events);
}
