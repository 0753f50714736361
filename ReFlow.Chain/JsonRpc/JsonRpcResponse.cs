using System.Text.Json;
using ReFlow.Chain.Json;

namespace ReFlow.Chain.JsonRpc;

/// <summary>One answer: either an error or the still unread JSON of the result.</summary>
/// <param name="Id">Null when the node could not tell which request it answers.</param>
readonly record struct JsonRpcResponse(long? Id, ReadOnlyMemory<byte> Result, JsonRpcError? Error)
{
    /// <summary>Reads a body that holds one answer or a batch of them.</summary>
    /// <exception cref="JsonException">The body is not complete JSON-RPC.</exception>
    public static IReadOnlyList<JsonRpcResponse> ReadAll(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        var responses = new List<JsonRpcResponse>();
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                responses.Add(ReadOne(ref reader, body));
            if (reader.TokenType != JsonTokenType.EndArray)
                throw new JsonException("Expected an array of answers.");
        }
        else
        {
            responses.Add(ReadOne(ref reader, body));
        }

        if (reader.Read())
            throw new JsonException("Expected nothing after the answer.");
        return responses;
    }

    /// <summary>Reads the result as a value of the type asked for.</summary>
    /// <exception cref="JsonRpcException">The node answered with an error, with null, or with a result of another shape.</exception>
    public T ReadResult<T>(string method)
        where T : notnull => ReadResultOrNull<T>(method)
        ?? throw new JsonRpcException(method, JsonRpcErrorKind.Unavailable, "the result is null");

    /// <summary>As <see cref="ReadResult{T}"/>, where null is an answer.</summary>
    public T? ReadResultOrNull<T>(string method)
    {
        if (Error is not null)
            throw Error.ToException(method);
        try
        {
            return JsonSerializer.Deserialize<T>(Result.Span, ChainJson.Options);
        }
        catch (JsonException exception)
        {
            throw new JsonRpcException(
                method, JsonRpcErrorKind.Unavailable, $"the result has an unexpected shape: {exception.Message}", innerException: exception);
        }
    }

    static JsonRpcResponse ReadOne(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Expected an answer object.");
        long? id = null;
        ReadOnlyMemory<byte>? result = null;
        JsonRpcError? error = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) ? number : null;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("result"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                result = body[start..(int)reader.BytesConsumed];
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                error = ReadError(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return result is null && error is null
            ? throw new JsonException("Expected an answer with a result or an error.")
            : new JsonRpcResponse(id, result ?? default, error);
    }

    static JsonRpcError? ReadError(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        var element = JsonElement.ParseValue(ref reader);
        if (element.ValueKind != JsonValueKind.Object)
            return new JsonRpcError(0, element.ToString());
        var code = element.TryGetProperty("code", out var codeElement) && codeElement.ValueKind == JsonValueKind.Number
            && codeElement.TryGetInt32(out var number) ? number : 0;
        var message = element.TryGetProperty("message", out var messageElement) ? messageElement.ToString() : "no message";
        return new JsonRpcError(code, message, element.TryGetProperty("data", out var data) ? data : null);
    }
}
