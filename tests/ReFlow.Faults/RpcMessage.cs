using System.Text.Json.Nodes;

namespace ReFlow.Faults;

/// <summary>A request body: one call or a batch.</summary>
sealed class RpcMessage
{
    readonly JsonNode _body;

    public RpcMessage(byte[] body)
    {
        _body = JsonNode.Parse(body) ?? throw new FormatException("An empty JSON-RPC request.");
        Calls = _body is JsonArray batch ? [.. batch.Select(call => call!.AsObject())] : [_body.AsObject()];
    }

    public IReadOnlyList<JsonObject> Calls { get; }

    public IEnumerable<string> Methods => Calls.Select(MethodOf);

    public bool AsksForHead => Calls.Any(call => MethodOf(call) == "eth_blockNumber" || AsksForLatest(call));

    public bool AsksForLogs => Methods.Contains("eth_getLogs", StringComparer.Ordinal);

    public byte[] ToBytes() => System.Text.Encoding.UTF8.GetBytes(_body.ToJsonString());

    /// <summary>Makes every question about the latest header one about this block.</summary>
    public void AskForHeadAt(long number)
    {
        foreach (var call in Calls)
        {
            if (AsksForLatest(call))
                call["params"]!.AsArray()[0] = Quantity(number);
        }
    }

    public static string MethodOf(JsonObject call) => (string?)call["method"] ?? "";

    public static string Quantity(long number) => "0x" + number.ToString("x", System.Globalization.CultureInfo.InvariantCulture);

    public static long Number(JsonNode? quantity) =>
        Convert.ToInt64((string?)quantity ?? throw new FormatException("A quantity was expected."), fromBase: 16);

    static bool AsksForLatest(JsonObject call) =>
        MethodOf(call) == "eth_getBlockByNumber" && call["params"] is JsonArray { Count: > 0 } parameters
        && parameters[0] is JsonValue tag && tag.TryGetValue<string>(out var text) && text == "latest";
}
