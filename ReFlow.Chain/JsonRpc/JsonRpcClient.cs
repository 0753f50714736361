using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ReFlow.Chain.JsonRpc.Endpoints;

namespace ReFlow.Chain.JsonRpc;

/// <summary>
/// JSON-RPC 2.0, alone or in batches, over one endpoint or several. Failures are <see cref="JsonRpcException"/>s. Requests that only read are
/// repeated after a transient failure, at another endpoint when one is well; requests that change state are sent exactly once.
/// </summary>
public sealed class JsonRpcClient
{
    readonly RpcEndpointPool _pool;
    readonly JsonRpcOptions _options;
    readonly TimeProvider _time;
    readonly ILogger _logger;
    readonly long? _expectedChainId;
    readonly bool _isPinned;
    readonly bool _asksOnce;
    readonly RequestIds _ids;
    RpcEndpoint? _pin;

    /// <param name="endpoint">http or https; may carry an access key, so only its origin is ever logged.</param>
    /// <param name="http">Must not retry by itself: a generic retry would send a transaction twice.</param>
    public JsonRpcClient(
        Uri endpoint, HttpClient http, JsonRpcOptions? options = null, TimeProvider? time = null, ILogger<JsonRpcClient>? logger = null)
        : this([endpoint], http, options, time, logger)
    {
    }

    /// <summary>As the other constructor, over several nodes of one chain; the first is preferred while all are well.</summary>
    public JsonRpcClient(
        IReadOnlyList<Uri> endpoints, HttpClient http, JsonRpcOptions? options = null, TimeProvider? time = null, ILogger<JsonRpcClient>? logger = null)
        : this(HttpTransports(endpoints, http, options ?? new JsonRpcOptions(), time ?? TimeProvider.System), options, time, logger)
    {
    }

    /// <param name="transports">One per node.</param>
    public JsonRpcClient(
        IReadOnlyList<IJsonRpcTransport> transports, JsonRpcOptions? options = null, TimeProvider? time = null, ILogger<JsonRpcClient>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(transports);
        _options = options ?? new JsonRpcOptions();
        _time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger<JsonRpcClient>.Instance;
        _ids = new RequestIds();
        _pool = new RpcEndpointPool([.. transports.Select(transport => new RpcEndpoint(transport, _options, _time))], _time);
    }

    JsonRpcClient(JsonRpcClient other, long? expectedChainId, bool isPinned)
    {
        (_pool, _options, _time, _logger, _ids) = (other._pool, other._options, other._time, other._logger, other._ids);
        _expectedChainId = expectedChainId;
        _isPinned = isPinned;
    }

    JsonRpcClient(JsonRpcClient other, RpcEndpoint endpoint)
        : this(other, other._expectedChainId, isPinned: true)
    {
        _pin = endpoint;
        _asksOnce = true;
    }

    /// <summary>Scheme, host and port of the endpoint in use: what may be shown.</summary>
    public string EndpointOrigin => (_pin ?? _pool.Current).Origin;

    public int EndpointCount => _pool.Count;

    // GetLeftPart(UriPartial.Authority) would keep the user name and password.
    internal static string OriginOf(Uri endpoint) => endpoint.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    /// <summary>The same endpoints, asked for nothing but their chain id until they have shown this one.</summary>
    internal JsonRpcClient Expecting(long? chainId) => new(this, chainId, _isPinned);

    /// <summary>The same endpoints, but the one that answers first answers everything.</summary>
    internal JsonRpcClient Pin() => new(this, _expectedChainId, isPinned: true);

    /// <summary>One client per endpoint, each of which asks nobody else, and once.</summary>
    internal IReadOnlyList<JsonRpcClient> Each() => [.. _pool.All.Select(endpoint => new JsonRpcClient(this, endpoint))];

    /// <summary>Whether the endpoint failed lately, or asked for patience.</summary>
    internal bool IsResting => (_pin ?? _pool.Current).RestsUntil > _time.GetUtcNow();

    internal Uri EndpointForSubscription(int failedAttempts) => _pool.ForSubscription(failedAttempts);

    internal void Distrust() => (_pin ?? _pool.Current).Distrust();

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

    /// <summary>The chain id that the endpoint reports now.</summary>
    /// <exception cref="WrongChainException">No endpoint serves the expected chain.</exception>
    internal Task<long> ReadChainIdAsync(CancellationToken cancellationToken) =>
        RepeatAsync("eth_chainId", canRepeat: () => true, mostTimeouts: int.MaxValue, (endpoint, patience) => ReadAndJudgeAsync(endpoint, patience, cancellationToken), cancellationToken);

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

    Task<JsonRpcResponse[]> SendAsync(JsonRpcCall[] calls, bool asBatch, CancellationToken cancellationToken)
    {
        var isRead = Array.TrueForAll(calls, call => call.IsRead);
        // A range whose logs did not come in time twice is better asked for in halves, which the caller does.
        var mostTimeouts = asBatch && Array.Exists(calls, call => call.Method == "eth_getLogs") ? 2 : int.MaxValue;
        var handedOver = false;
        return RepeatAsync(calls[0].Method, () => isRead || !handedOver, mostTimeouts, async (endpoint, patience) =>
        {
            if (_expectedChainId is not null && endpoint.Standing != EndpointStanding.Accepted)
                await ReadAndJudgeAsync(endpoint, patience, cancellationToken);
            handedOver = true;
            return await new JsonRpcAttempt(endpoint, patience, _time).SendAsync(calls, asBatch, _ids.Take(calls.Length), cancellationToken);
        }, cancellationToken);
    }

    async Task<T> RepeatAsync<T>(
        string method, Func<bool> canRepeat, int mostTimeouts, Func<RpcEndpoint, Patience, Task<T>> attemptAsync, CancellationToken cancellationToken)
    {
        var patience = new Patience(() => !_asksOnce && canRepeat(), _options.RequestTimeout, _time);
        var mostAttempts = _asksOnce ? 1 : _options.MaxReadAttempts;
        var timeouts = 0;
        for (var attempt = 1; ; attempt++)
        {
            var endpoint = _pin ?? _pool.Pick();
            try
            {
                var result = await attemptAsync(endpoint, patience);
                if (_isPinned)
                    _pin = endpoint;
                return result;
            }
            catch (JsonRpcException silence) when (silence.IsSilence && patience.HasMore)
            {
                // Until one attempt's time is over, all of this is one.
                Retrying(method, attempt, TimeSpan.Zero, silence);
                attempt--;
            }
            catch (JsonRpcException exception) when (
                exception.IsTransient && canRepeat() && attempt < mostAttempts && !(exception.IsTimeout && ++timeouts >= mostTimeouts))
            {
                var delay = _pin is null && _pool.HasAnotherAwake(endpoint) ? TimeSpan.Zero : RetryDelay.After(attempt, exception.RetryAfter, _options);
                Retrying(method, attempt, delay, exception);
                await Task.Delay(delay, _time, cancellationToken);
                patience.EndAttempt();
            }
            catch (WrongChainException) when (!_pool.AllRefused && _pin is null)
            {
                // The others go on; refused once, it is not picked again while one of them is left.
                attempt--;
            }
        }
    }

    void Retrying(string method, int attempt, TimeSpan delay, JsonRpcException failure)
    {
        Log.RetryingRead(_logger, method, attempt, delay.TotalMilliseconds, failure.Message);
        ChainTelemetry.Retries.Add(1, new KeyValuePair<string, object?>("rpc.method", method));
    }

    async Task<long> ReadAndJudgeAsync(RpcEndpoint endpoint, Patience patience, CancellationToken cancellationToken)
    {
        var call = new JsonRpcCall("eth_chainId");
        var answers = await new JsonRpcAttempt(endpoint, patience, _time).SendAsync([call], asBatch: false, _ids.Take(1), cancellationToken);
        var seen = answers[0].ReadResult<long>(call.Method);
        if (_expectedChainId is not { } expected)
            return seen;

        var isRefused = endpoint.Judge(servesTheChain: seen == expected);
        if (seen == expected)
            return seen;
        var wrong = new WrongChainException(expected, seen, endpoint.Origin);
        // Whoever asked first; with one endpoint the exception says it.
        if (isRefused && _pool.Count > 1)
            Log.EndpointRefused(_logger, wrong.Message);
        throw wrong;
    }

    static IReadOnlyList<IJsonRpcTransport> HttpTransports(IReadOnlyList<Uri> endpoints, HttpClient http, JsonRpcOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(http);
        return [.. endpoints.Select(endpoint => new JsonRpcHttpTransport(endpoint ?? throw new ArgumentNullException(nameof(endpoints)), http, options, time))];
    }

    sealed class RequestIds
    {
        long _last;

        public long Take(int count) => Interlocked.Add(ref _last, count) - count + 1;
    }
}
