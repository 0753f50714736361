using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReFlow.Indexer.Tests.Support;

/// <summary>Passes JSON-RPC on to a node as a provider does: ranges of logs are limited, and every so often it answers 429.</summary>
sealed class LimitedNode : HttpMessageHandler
{
    readonly HttpClient _node = new();
    readonly Uri _url;
    readonly int _maximumBlocks;
    readonly int _tooManyEvery;
    int _requests;
    int _inFlight;

    /// <param name="url">The node.</param>
    /// <param name="maximumBlocks">A longer range of logs is refused.</param>
    /// <param name="tooManyEvery">Each so manieth request is answered 429; 0 never.</param>
    public LimitedNode(string url, int maximumBlocks, int tooManyEvery)
    {
        _url = new Uri(url);
        _maximumBlocks = maximumBlocks;
        _tooManyEvery = tooManyEvery;
    }

    /// <summary>A range of logs is answered only for named contracts.</summary>
    public bool RefusesWholeRanges { get; init; }

    /// <summary>A batch with more queries of logs is refused, as one whose answer is too large.</summary>
    public int MaximumQueriesPerBatch { get; init; } = int.MaxValue;

    /// <summary>A range of logs that names no contract is answered with half of them.</summary>
    public bool CutsWholeRangesShort { get; init; }

    /// <summary>Ranges of logs asked for without a contract.</summary>
    public int WholeRanges { get; private set; }

    public int Refused { get; private set; }

    public int TooMany { get; private set; }

    /// <summary>Most requests that were under way at the same time.</summary>
    public int MaximumInFlight { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        var inFlight = Interlocked.Increment(ref _inFlight);
        try
        {
            lock (_node)
            {
                MaximumInFlight = Math.Max(MaximumInFlight, inFlight);
                if (_tooManyEvery > 0 && ++_requests % _tooManyEvery == 0)
                {
                    TooMany++;
                    return new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { { "Retry-After", "0" } } };
                }
            }

            if (IsRefused(body, out var refusal))
                return new HttpResponseMessage { Content = new StringContent(refusal, Encoding.UTF8, "application/json") };

            using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
            var response = await _node.PostAsync(_url, content, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            if (CutsWholeRangesShort && IsWholeRange(body))
                response.Content = await HalveAsync(response.Content, cancellationToken);
            return response;
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _node.Dispose();
        base.Dispose(disposing);
    }

    bool IsRefused(byte[] body, out string refusal)
    {
        refusal = "";
        using var json = JsonDocument.Parse(body);
        if (json.RootElement.ValueKind != JsonValueKind.Array)
            return false;
        var queries = json.RootElement.EnumerateArray()
            .Where(call => call.GetProperty("method").GetString() == "eth_getLogs")
            .Select(call => call.GetProperty("params")[0])
            .ToArray();
        var ranges = Array.FindAll(queries, filter => filter.TryGetProperty("fromBlock", out _));
        var firstId = json.RootElement[0].GetProperty("id").GetInt64();
        lock (_node)
        {
            var isWhole = IsWholeRange(body);
            if (isWhole)
                WholeRanges++;
            if (isWhole && RefusesWholeRanges)
                refusal = Refusal(firstId, 2, -32602, "specify an address");
            else if (queries.Length > MaximumQueriesPerBatch)
                refusal = Refusal(firstId, json.RootElement.GetArrayLength(), -32003, "response too large");
            else if (Array.Exists(ranges, filter => Number(filter, "toBlock") - Number(filter, "fromBlock") >= _maximumBlocks))
                refusal = Refusal(firstId, 2, -32000, "block range too large");
            else
                return false;
            Refused++;
            return true;
        }
    }

    static bool IsWholeRange(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.ValueKind == JsonValueKind.Array && json.RootElement.EnumerateArray().Any(call =>
            call.GetProperty("method").GetString() == "eth_getLogs"
            && call.GetProperty("params")[0] is var filter && filter.TryGetProperty("fromBlock", out _) && !filter.TryGetProperty("address", out _));
    }

    static async Task<HttpContent> HalveAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var answers = JsonNode.Parse(await content.ReadAsByteArrayAsync(cancellationToken))!.AsArray();
        foreach (var logs in answers.Select(answer => answer!["result"]).OfType<JsonArray>())
        {
            for (var left = logs.Count / 2; logs.Count > left;)
                logs.RemoveAt(logs.Count - 1);
        }

        return new StringContent(answers.ToJsonString(), Encoding.UTF8, "application/json");
    }

    static long Number(JsonElement filter, string name) => Convert.ToInt64(filter.GetProperty(name).GetString(), 16);

    static string Refusal(long firstId, int calls, int code, string message) =>
        $"[{string.Join(',', Enumerable.Range(0, calls).Select(call => Error(firstId + call, code, message)))}]";

    static string Error(long id, int code, string message) => $$$"""{"jsonrpc":"2.0","id":{{{id}}},"error":{"code":{{{code}}},"message":"{{{message}}}"}}""";
}
