using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ReFlow.Chain.Json;

namespace ReFlow.Chain.JsonRpc;

/// <summary>
/// JSON-RPC 2.0 over HTTP, alone or in batches. Failures are <see cref="JsonRpcException"/>s. Requests that only read are repeated after a
/// transient failure; requests that change state are sent exactly once.
/// </summary>
public sealed class JsonRpcClient
{
    readonly JsonRpcHttpTransport _transport;
    readonly JsonRpcOptions _options;
    readonly TimeProvider _time;
    readonly ILogger _logger;
    long _lastId;

    /// <param name="endpoint">http or https; may carry an access key, so only its origin is ever logged.</param>
    /// <param name="http">Must not retry by itself: a generic retry would send a transaction twice.</param>
    public JsonRpcClient(
        Uri endpoint, HttpClient http, JsonRpcOptions? options = null, TimeProvider? time = null, ILogger<JsonRpcClient>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(http);
        Endpoint = endpoint;
        _options = options ?? new JsonRpcOptions();
        _time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger<JsonRpcClient>.Instance;
        _transport = new JsonRpcHttpTransport(endpoint, http, _options, _time);
    }

    public Uri Endpoint { get; }

    /// <summary>Scheme, host and port: what may be shown.</summary>
    public string EndpointOrigin => OriginOf(Endpoint);

    // GetLeftPart(UriPartial.Authority) would keep the user name and password.
    internal static string OriginOf(Uri endpoint) => endpoint.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    /// <exception cref="JsonRpcException">The request failed, or its result is null.</exception>
    public async Task<T> RequestAsync<T>(JsonRpcCall call, CancellationToken cancellationToken)
        where T : notnull => (await SendOneAsync(call, cancellationToken)).ReadResult<T>(call.Method);

    /// <summary>As <see cref="RequestAsync{T}"/>, where null is an answer: "not known", or nothing to tell.</summary>
    public async Task<T?> RequestOrNullAsync<T>(JsonRpcCall call, CancellationToken cancellationToken) =>
        (await SendOneAsync(call, cancellationToken)).ReadResultOrNull<T>(call.Method);

    /// <summary>Sends all calls together and gives their results in the same order.</summary>
    /// <exception cref="JsonRpcException">Any of the calls failed; the first failure in call order is thrown.</exception>
    public async Task<IReadOnlyList<T>> RequestBatchAsync<T>(IReadOnlyList<JsonRpcCall> calls, CancellationToken cancellationToken)
        where T : notnull
    {
        var responses = await SendBatchAsync(calls, cancellationToken);
        return [.. responses.Select((response, i) => response.ReadResult<T>(calls[i].Method))];
    }

    /// <summary>As <see cref="RequestBatchAsync{T}"/>, for results of different types.</summary>
    internal async Task<IReadOnlyList<JsonRpcResponse>> SendBatchAsync(IReadOnlyList<JsonRpcCall> calls, CancellationToken cancellationToken)
    {
        var responses = new List<JsonRpcResponse>(calls.Count);
        foreach (var part in calls.Chunk(_options.MaxBatchSize))
            responses.AddRange(await SendAsync(part, asBatch: true, cancellationToken));
        return responses;
    }

    async Task<JsonRpcResponse> SendOneAsync(JsonRpcCall call, CancellationToken cancellationToken) =>
        (await SendAsync([call], asBatch: false, cancellationToken))[0];

    async Task<IReadOnlyList<JsonRpcResponse>> SendAsync(JsonRpcCall[] calls, bool asBatch, CancellationToken cancellationToken)
    {
        var maxAttempts = Array.TrueForAll(calls, call => call.IsRead) ? _options.MaxReadAttempts : 1;
        // A range whose logs did not come in time is better asked for in halves, which the caller does, than once more.
        var isRangeOfLogs = asBatch && Array.Exists(calls, call => call.Method == "eth_getLogs");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AttemptAsync(calls, asBatch, cancellationToken);
            }
            catch (JsonRpcException exception) when (exception.IsTransient && attempt < maxAttempts && !(exception.IsTimeout && isRangeOfLogs))
            {
                var delay = RetryDelay.After(attempt, exception.RetryAfter, _options);
                Log.RetryingRead(_logger, exception.Method, attempt, delay.TotalMilliseconds, exception.Message);
                ChainTelemetry.Retries.Add(1, new KeyValuePair<string, object?>("rpc.method", exception.Method));
                await Task.Delay(delay, _time, cancellationToken);
            }
        }
    }

    async Task<IReadOnlyList<JsonRpcResponse>> AttemptAsync(JsonRpcCall[] calls, bool asBatch, CancellationToken cancellationToken)
    {
        var firstId = Interlocked.Add(ref _lastId, calls.Length) - calls.Length + 1;
        var method = calls.Length == 1 ? calls[0].Method : $"{calls[0].Method} (batch of {calls.Length})";
        using var measurement = ChainTelemetry.StartRequest(asBatch ? "batch" : calls[0].Method, EndpointOrigin, _time);
        try
        {
            var body = await _transport.PostAsync(method, WriteBody(calls, asBatch, firstId), cancellationToken);
            var responses = JsonRpcResponseMatcher.Match(method, body, firstId, calls.Length);
            measurement.Succeed();
            foreach (var (response, call) in responses.Zip(calls))
            {
                if (response.Error is not { } error)
                    continue;
                measurement.Fail(error.Kind);

                // A transient error inside a batch fails the whole attempt, so that the read is repeated as one.
                if (error.Kind is JsonRpcErrorKind.Unavailable or JsonRpcErrorKind.UnknownBlock)
                    throw error.ToException(call.Method);
            }

            return responses;
        }
        catch (JsonRpcException exception)
        {
            measurement.Fail(exception.Kind);
            throw;
        }
    }

    static byte[] WriteBody(JsonRpcCall[] calls, bool asBatch, long firstId)
    {
        Debug.Assert(asBatch || calls.Length == 1, "Only a batch carries several calls.");
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            if (asBatch)
                writer.WriteStartArray();
            for (var i = 0; i < calls.Length; i++)
                WriteCall(writer, calls[i], firstId + i);
            if (asBatch)
                writer.WriteEndArray();
        }

        return stream.ToArray();
    }

    internal static void WriteCall(Utf8JsonWriter writer, JsonRpcCall call, long id)
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WriteNumber("id"u8, id);
        writer.WriteString("method"u8, call.Method);
        writer.WritePropertyName("params"u8);
        JsonSerializer.Serialize(writer, call.Params, ChainJson.Options);
        writer.WriteEndObject();
    }
}
