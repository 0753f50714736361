using System.Text.Json;

namespace ReFlow.Api;

/// <summary>The message is not one of the protocol; the socket is closed with 4400 and this text.</summary>
sealed class InvalidMessageException(string message) : Exception(message);

/// <summary>What a client may send. Source: PROTOCOL.md of graphql-ws.</summary>
abstract record ClientMessage
{
    public sealed record ConnectionInit(JsonElement? Payload) : ClientMessage;

    public sealed record Ping(JsonElement? Payload) : ClientMessage;

    public sealed record Pong(JsonElement? Payload) : ClientMessage;

    public sealed record Subscribe(string Id, OperationRequest Request) : ClientMessage;

    public sealed record Complete(string Id) : ClientMessage;

    /// <exception cref="InvalidMessageException">The text is not a message of the protocol.</exception>
    public static ClientMessage Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return Read(RequestJson.Parse(utf8));
        }
        catch (JsonException)
        {
            throw new InvalidMessageException("A JSON message was expected");
        }
        catch (RequestFormatException malformed)
        {
            throw new InvalidMessageException(malformed.Message);
        }
    }

    static ClientMessage Read(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
            throw new InvalidMessageException($"A JSON object was expected, but {message.ValueKind} was seen");
        return Text(message, "type") switch
        {
            "connection_init" => new ConnectionInit(OptionalPayload(message)),
            "ping" => new Ping(OptionalPayload(message)),
            "pong" => new Pong(OptionalPayload(message)),
            "subscribe" => new Subscribe(Text(message, "id"), ReadRequest(message)),
            "complete" => new Complete(Text(message, "id")),
            var other => throw new InvalidMessageException($"Unknown message type '{other}'"),
        };
    }

    static string Text(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw new InvalidMessageException($"'{name}' must be a non-empty string");

    static JsonElement? OptionalPayload(JsonElement message)
    {
        if (!message.TryGetProperty("payload", out var payload) || payload.ValueKind == JsonValueKind.Null)
            return null;
        return payload.ValueKind == JsonValueKind.Object
            ? payload
            : throw new InvalidMessageException($"'payload' must be an object or null, but {payload.ValueKind} was seen");
    }

    static OperationRequest ReadRequest(JsonElement message) => message.TryGetProperty("payload", out var payload)
        ? OperationRequest.Read(payload)
        : throw new InvalidMessageException("'payload' must be an object with a query");
}
