using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ReFlow.Faults;

/// <summary>A real node behind the proxy.</summary>
sealed class UpstreamNode(Uri endpoint, HttpClient http)
{
    static readonly MediaTypeHeaderValue s_json = new("application/json");

    public Uri Endpoint => endpoint;

    public async Task<byte[]> PostAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = s_json } };
        using var response = await http.PostAsync(endpoint, content, cancellationToken);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    public async Task<long> AskNumberAsync(string method, JsonArray parameters, CancellationToken cancellationToken)
    {
        var request = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters };
        var answer = await PostAsync(Encoding.UTF8.GetBytes(request.ToJsonString()), cancellationToken);
        return RpcMessage.Number(JsonNode.Parse(answer)!["result"]);
    }
}
