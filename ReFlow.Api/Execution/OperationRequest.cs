using System.Text.Json;

namespace ReFlow.Api;

/// <summary>The parameters of one operation, as HTTP bodies and WebSocket <c>subscribe</c> payloads carry them.</summary>
/// <param name="Query">The document.</param>
/// <param name="OperationName">Which operation of the document to execute.</param>
/// <param name="Variables">A JSON object, or null.</param>
sealed record OperationRequest(string Query, string? OperationName, JsonElement? Variables)
{
    /// <summary>Reads the parameters; unknown ones are ignored, as the specification asks.</summary>
    /// <exception cref="RequestFormatException">A parameter is missing or of the wrong type.</exception>
    public static OperationRequest Read(JsonElement request)
    {
        if (request.ValueKind == JsonValueKind.Array)
            throw new RequestFormatException(ErrorCodes.BatchingNotSupported, "One GraphQL request as a JSON object was expected, but an array was seen: batches are not supported, send one request per operation.");
        if (request.ValueKind != JsonValueKind.Object)
            throw Unexpected("The request", "a JSON object", request.ValueKind);

        Optional(request, "extensions", JsonValueKind.Object, "a JSON object");
        return new OperationRequest(
            Optional(request, "query", JsonValueKind.String, "a string")?.GetString()
                ?? throw new RequestFormatException(ErrorCodes.BadRequest, "Parameter 'query': a GraphQL document was expected, but nothing was seen."),
            Optional(request, "operationName", JsonValueKind.String, "a string")?.GetString(),
            Optional(request, "variables", JsonValueKind.Object, "a JSON object"));
    }

    static JsonElement? Optional(JsonElement request, string name, JsonValueKind kind, string expected)
    {
        if (!request.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == kind ? value : throw Unexpected($"Parameter '{name}'", expected, value.ValueKind);
    }

    static RequestFormatException Unexpected(string what, string expected, JsonValueKind seen) =>
        new(ErrorCodes.BadRequest, $"{what}: {expected} was expected, but {seen} was seen.");
}
