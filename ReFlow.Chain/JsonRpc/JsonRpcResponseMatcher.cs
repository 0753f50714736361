using System.Text;
using System.Text.Json;

namespace ReFlow.Chain.JsonRpc;

/// <summary>Brings the answers of a body into the order of the requests, by id.</summary>
static class JsonRpcResponseMatcher
{
    /// <exception cref="JsonRpcException">The body is not JSON-RPC, or the ids are not exactly those that were sent.</exception>
    public static JsonRpcResponse[] Match(string method, ReadOnlyMemory<byte> body, long firstId, int count)
    {
        var responses = Read(method, body);

        // A node that refuses a request as a whole answers one error without an id.
        if (responses is [{ Id: null, Error: { } error }])
            throw error.ToException(method);

        var matched = new JsonRpcResponse?[count];
        foreach (var response in responses)
        {
            if (response.Id is not { } id || id < firstId || id >= firstId + count)
                throw Unusable(method, $"an answer has {(response.Id is { } seen ? $"the id {seen}" : "no id")}, expected {firstId} to {firstId + count - 1}");
            if (matched[id - firstId] is not null)
                throw Unusable(method, $"the id {id} is answered twice");
            matched[id - firstId] = response;
        }

        return Array.IndexOf(matched, null) is var missing and >= 0
            ? throw Unusable(method, $"the id {firstId + missing} is not answered ({responses.Count} answers to {count} requests)")
            : Array.ConvertAll(matched, response => response!.Value);
    }

    static IReadOnlyList<JsonRpcResponse> Read(string method, ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonRpcResponse.ReadAll(body);
        }
        catch (JsonException exception)
        {
            var start = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, 80)]);
            throw Unusable(
                method, $"the answer of {body.Length} bytes is not JSON-RPC, it starts {Hex.Describe(start)}: {exception.Message}", exception);
        }
    }

    static JsonRpcException Unusable(string method, string message, Exception? innerException = null) =>
        new(method, JsonRpcErrorKind.Unavailable, message, innerException: innerException);
}
