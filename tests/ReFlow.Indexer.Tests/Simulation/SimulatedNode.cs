using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;

namespace ReFlow.Indexer.Tests.Simulation;

/// <summary>A node of a <see cref="SimulatedChain"/> behind the client's own transport: everything above it is the product's code.</summary>
sealed class SimulatedNode : IJsonRpcTransport
{
    readonly IncrementalHash _requests = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public Uri Endpoint { get; } = new("http://simulated");

    public SimulatedChain Chain { get; set; } = new(new Random(0));

    /// <summary>Null answers everything well. With a source of chance it refuses, lags, leaves logs out, and its chain moves between two answers.</summary>
    public Random? Faults { get; set; }

    public bool RefusesLogs { get; set; }

    /// <summary>A digest of every request since the last call, in their order.</summary>
    public string TakeRequestDigest() => Convert.ToHexString(_requests.GetHashAndReset());

    public Task<byte[]> PostAsync(string method, byte[] body, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _requests.AppendData(body);
        if (RefusesLogs && body.AsSpan().IndexOf("eth_getLogs"u8) >= 0)
            throw new JsonRpcException(method, JsonRpcErrorKind.Unavailable, "simulated");
        if (Strikes(12))
            throw new JsonRpcException(method, Faults!.Next(2) == 0 ? JsonRpcErrorKind.Unavailable : JsonRpcErrorKind.RateLimited, "simulated");
        if (Strikes(10))
            Chain.Move();

        return Task.FromResult(Encoding.UTF8.GetBytes(AnswerAll(body)));
    }

    string AnswerAll(byte[] body)
    {
        using var request = JsonDocument.Parse(body);
        var answer = new StringBuilder();
        if (request.RootElement.ValueKind == JsonValueKind.Array)
            answer.Append('[').AppendJoin(',', request.RootElement.EnumerateArray().Select(Answer)).Append(']');
        else
            answer.Append(Answer(request.RootElement));
        return answer.ToString();
    }

    bool Strikes(int oneIn) => Faults is { } faults && faults.Next(oneIn) == 0;

    string Answer(JsonElement call)
    {
        var parameters = call.GetProperty("params");
        var result = call.GetProperty("method").GetString() switch
        {
            "eth_chainId" => "\"0x7a69\"",
            "eth_getBlockByNumber" => (parameters[0].GetString() == "latest" ? Latest() : Chain.At(Number(parameters[0])))?.Header ?? "null",
            "eth_getBlockByHash" => Chain.Find(Hash32.Parse(parameters[0].GetString()!))?.Header ?? "null",
            "eth_getLogs" => Logs(parameters[0]),
            var other => throw new InvalidOperationException($"The simulated node does not know {other}."),
        };
        var id = call.GetProperty("id").GetRawText();
        return result is null
            ? $$$"""{"jsonrpc":"2.0","id":{{{id}}},"error":{"code":-32000,"message":"unknown block"}}"""
            : $$"""{"jsonrpc":"2.0","id":{{id}},"result":{{result}}}""";
    }

    SimulatedBlock Latest() => Strikes(20) ? Chain.At(Math.Max(0, Chain.Head.Number - Faults!.Next(1, 6)))! : Chain.Head;

    string? Logs(JsonElement filter)
    {
        IEnumerable<SimulatedBlock?> blocks;
        if (filter.TryGetProperty("blockHash", out var hash))
        {
            if (Chain.Find(Hash32.Parse(hash.GetString()!)) is not { } block)
                return null;
            blocks = [block];
        }
        else
        {
            var from = Number(filter.GetProperty("fromBlock"));
            blocks = Enumerable.Range(0, (int)(Number(filter.GetProperty("toBlock")) - from + 1)).Select(offset => Chain.At(from + offset));
        }

        var addresses = filter.TryGetProperty("address", out var named) ? named.EnumerateArray().Select(one => Address.Parse(one.GetString()!)).ToHashSet() : null;
        var logs = blocks.OfType<SimulatedBlock>().SelectMany(block => block.Logs).Where(log => addresses is null || addresses.Contains(log.Contract)).ToList();
        if (logs.Count > 0 && Strikes(15) && Faults!.Next(logs.Count) is var missing && logs[missing].LeavesATrace)
            logs.RemoveAt(missing);
        return $"[{string.Join(',', logs.Select(log => log.Json))}]";
    }

    static long Number(JsonElement quantity) => Convert.ToInt64(quantity.GetString(), fromBase: 16);
}
