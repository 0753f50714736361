using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace ReFlow.Api;

/// <summary>Reads the parameters of an operation from a POST body or a GET query string.</summary>
static class HttpRequestReader
{
    /// <exception cref="HttpRefusalException">Method, media type or size is not accepted.</exception>
    /// <exception cref="RequestFormatException">The parameters are not those of a GraphQL request.</exception>
    public static async Task<OperationRequest> ReadAsync(HttpRequest request, int maximumBytes, CancellationToken cancellationToken)
    {
        if (HttpMethods.IsGet(request.Method))
            return ReadQueryString(request.Query);
        if (!HttpMethods.IsPost(request.Method))
            throw new HttpRefusalException(StatusCodes.Status405MethodNotAllowed, ErrorCodes.MethodNotAllowed, $"GET or POST was expected, but {request.Method} was seen.") { Allow = "GET, POST" };
        RequireJson(request);
        var body = await ReadBodyAsync(request, maximumBytes, cancellationToken);
        return OperationRequest.Read(ParseJson(body, "The request body"));
    }

    static OperationRequest ReadQueryString(IQueryCollection parameters) => new(
        parameters["query"] is [{ Length: > 0 } query]
            ? query
            : throw new RequestFormatException(ErrorCodes.BadRequest, "Parameter 'query': one GraphQL document was expected."),
        parameters["operationName"] is [{ Length: > 0 } operationName] ? operationName : null,
        parameters["variables"] is [{ Length: > 0 } variables] ? RequireObject(ParseJson(variables, "Parameter 'variables'")) : null);

    // Only JSON: a form or text body could be sent by a foreign page without the browser asking us first.
    static void RequireJson(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var contentType)
            || !contentType.MediaType.Equals(ResponseMediaType.Json, StringComparison.OrdinalIgnoreCase)
            || !(contentType.Charset.Length == 0 || contentType.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            throw new HttpRefusalException(StatusCodes.Status415UnsupportedMediaType, ErrorCodes.UnsupportedMediaType, $"Content-Type: {ResponseMediaType.Json} in UTF-8 was expected, but \"{request.ContentType}\" was seen.");
        }
    }

    static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, int maximumBytes, CancellationToken cancellationToken)
    {
        // One byte more than allowed tells a body that is too long from one that just fits.
        var buffer = new byte[maximumBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= maximumBytes
            ? buffer.AsMemory(0, length)
            : throw new HttpRefusalException(StatusCodes.Status413PayloadTooLarge, ErrorCodes.RequestTooLarge, $"A body of at most {maximumBytes} bytes was expected, but more was seen.");
    }

    static JsonElement ParseJson(ReadOnlyMemory<byte> utf8, string what)
    {
        try
        {
            return RequestJson.Parse(utf8);
        }
        catch (JsonException exception)
        {
            throw new RequestFormatException(ErrorCodes.BadRequest, $"{what}: JSON was expected, but it cannot be read: {exception.Message}");
        }
    }

    static JsonElement ParseJson(string text, string what) => ParseJson(System.Text.Encoding.UTF8.GetBytes(text), what);

    static JsonElement RequireObject(JsonElement variables) => variables.ValueKind == JsonValueKind.Object
        ? variables
        : throw new RequestFormatException(ErrorCodes.BadRequest, $"Parameter 'variables': a JSON object was expected, but {variables.ValueKind} was seen.");
}
