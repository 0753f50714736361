using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using ReFlow.Chain.Contracts;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>
/// What any indexer must do at least: fetch the logs by range, read them, copy them into one table with a key and two indexes. No folding,
/// no state, no reorganisation, no retry: it bounds, it does not compare.
/// </summary>
static class Floor
{
    const int Ranges = 8;
    const int InFlight = 4;

    static readonly string[] s_columns = ["address", "topic0", "topic1", "topic2", "topic3", "data", "tx_hash", "block_hash"];

    public static async Task RunAsync(Uri chain, string connectionString, long head)
    {
        using var http = new HttpClient();
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection,
            $"""
            create table floor_logs (block_number bigint, log_index int, {string.Join(", ", s_columns.Select(column => $"{column} bytea"))}, primary key (block_number, log_index));
            create index on floor_logs (address, block_number, log_index);
            create index on floor_logs (tx_hash);
            """);

        await using var transaction = await connection.BeginTransactionAsync();
        using var slots = new SemaphoreSlim(InFlight);
        var size = (head / Ranges) + 1;
        var fetches = Enumerable.Range(0, Ranges).Select(range => FetchInTurnAsync(range * size, Math.Min(head, ((range + 1) * size) - 1))).ToArray();
        foreach (var fetch in fetches)
        {
            await CopyAsync(connection, await fetch);
            slots.Release();
        }

        await ExecuteAsync(connection, "create table floor_done ()");
        await transaction.CommitAsync();

        async Task<List<FloorLog>> FetchInTurnAsync(long from, long to)
        {
            await slots.WaitAsync();
            return Read(await FetchAsync(http, chain, from, to));
        }
    }

    /// <summary>The node's answer with all logs of a range.</summary>
    public static async Task<byte[]> FetchAsync(HttpClient http, Uri chain, long from, long to)
    {
        // Every log of these events, decoys and all: the floor does not know which loans are ours.
        string[] topics = [Transfer.Topic.ToString(), Invested.Topic.ToString(), Claimed.Topic.ToString(), Distributed.Topic.ToString(), DrawnDown.Topic.ToString()];
        var request = string.Create(CultureInfo.InvariantCulture,
            $$"""{"jsonrpc":"2.0","id":1,"method":"eth_getLogs","params":[{"fromBlock":"0x{{from:x}}","toBlock":"0x{{to:x}}","topics":[["{{string.Join("\",\"", topics)}}"]]}]}""");
        using var content = new StringContent(request, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(chain, content);
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>The logs of such an answer.</summary>
    public static List<FloorLog> Read(byte[] body)
    {
        var logs = new List<FloorLog>();
        var reader = new Utf8JsonReader(body);
        var log = new FloorLog();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject && log.Values[0] is not null)
            {
                logs.Add(log);
                log = new FloorLog();
            }
            else if (reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadProperty(ref reader, log);
            }
        }

        return logs;
    }

    static void ReadProperty(ref Utf8JsonReader reader, FloorLog log)
    {
        var name = reader.GetString();
        reader.Read();
        switch (name)
        {
            case "blockNumber":
                log.BlockNumber = Convert.ToInt64(reader.GetString(), 16);
                break;
            case "logIndex":
                log.LogIndex = Convert.ToInt32(reader.GetString(), 16);
                break;
            case "address" or "data":
                log.Values[name == "address" ? 0 : 5] = Convert.FromHexString(reader.ValueSpan[2..]);
                break;
            case "transactionHash" or "blockHash":
                log.Values[name == "transactionHash" ? 6 : 7] = Convert.FromHexString(reader.ValueSpan[2..]);
                break;
            case "topics":
                for (var topic = 1; reader.Read() && reader.TokenType == JsonTokenType.String; topic++)
                    log.Values[topic] = Convert.FromHexString(reader.ValueSpan[2..]);
                break;
        }
    }

    static async Task CopyAsync(NpgsqlConnection connection, List<FloorLog> logs)
    {
        await using var writer = await connection.BeginBinaryImportAsync($"copy floor_logs (block_number, log_index, {string.Join(", ", s_columns)}) from stdin (format binary)");
        foreach (var log in logs)
        {
            await writer.StartRowAsync();
            await writer.WriteAsync(log.BlockNumber, NpgsqlDbType.Bigint);
            await writer.WriteAsync(log.LogIndex, NpgsqlDbType.Integer);
            foreach (var value in log.Values)
            {
                if (value is null)
                    await writer.WriteNullAsync();
                else
                    await writer.WriteAsync(value, NpgsqlDbType.Bytea);
            }
        }

        await writer.CompleteAsync();
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A log's values, unread.</summary>
    internal sealed class FloorLog
    {
        public long BlockNumber;
        public int LogIndex;
        public readonly byte[]?[] Values = new byte[]?[8];
    }
}
