using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace ReFlow.Chain.JsonRpc;

/// <summary>One HTTP POST, its failures turned into <see cref="JsonRpcException"/>s.</summary>
sealed class JsonRpcHttpTransport(Uri endpoint, HttpClient http, JsonRpcOptions options, TimeProvider time) : IJsonRpcTransport
{
    static readonly MediaTypeHeaderValue s_json = new("application/json");

    public async Task<byte[]> PostAsync(string method, byte[] body, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            using var content = new ByteArrayContent(body) { Headers = { ContentType = s_json } };
            using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = content };
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (IsTransient(response.StatusCode))
                throw Failure(method, KindOf(response.StatusCode), response);

            var answer = await ReadAsync(method, response, either.Token);

            // Some nodes send a JSON-RPC error with a 4xx status; without one the status itself is the answer.
            return response.IsSuccessStatusCode || answer.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..]
                ? answer
                : throw Failure(method, JsonRpcErrorKind.Refused, response);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new JsonRpcException(method, JsonRpcErrorKind.Timeout,
                $"no answer from {Origin} within {timeout.TotalSeconds:0.###} s", innerException: exception)
            {
                IsSilence = true,
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new JsonRpcException(
                method, JsonRpcErrorKind.Unavailable, $"{Origin} cannot be reached: {exception.Message}", innerException: exception);
        }
    }

    public Uri Endpoint => endpoint;

    string Origin => JsonRpcClient.OriginOf(endpoint);

    async Task<byte[]> ReadAsync(string method, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var chunk = new byte[81920];
        for (int read; (read = await stream.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            if (buffer.Length + read > options.MaxResponseBytes)
                throw new JsonRpcException(method, JsonRpcErrorKind.ResultTooLarge, $"the answer is longer than {options.MaxResponseBytes} bytes");
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    JsonRpcException Failure(string method, JsonRpcErrorKind kind, HttpResponseMessage response) =>
        new(method, kind, string.Create(CultureInfo.InvariantCulture, $"{Origin} answered HTTP {(int)response.StatusCode}"), (int)response.StatusCode)
        {
            RetryAfter = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - time.GetUtcNow(),
        };

    static JsonRpcErrorKind KindOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests => JsonRpcErrorKind.RateLimited,
        HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => JsonRpcErrorKind.Timeout,
        _ => JsonRpcErrorKind.Unavailable,
    };

    static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;
}
