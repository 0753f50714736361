using System.Collections.Concurrent;

namespace ReFlow.Chain.JsonRpc.Endpoints;

/// <summary>One node as the client knows it: how it answered lately, until when it rests, and whether it serves the right chain.</summary>
sealed class RpcEndpoint(IJsonRpcTransport transport, JsonRpcOptions options, TimeProvider time)
{
    // One bad answer in ten keeps the score near 0.7; three in a row take it below 0.4, nine good ones bring it back above 0.7.
    const double FailureFactor = 0.7;
    const double RecoveryShare = 0.1;
    const double DistrustFactor = 0.3;

    static readonly TimeSpan s_longestRest = TimeSpan.FromMinutes(1);

    readonly Lock _lock = new();
    readonly ConcurrentDictionary<(bool AsksForLogs, bool AsBatch), AnswerTimer> _timers = new();
    readonly RequestRate _rate = new(options.RequestsPerSecond, time);
    double _score = 1;
    int _failuresInARow;
    DateTimeOffset _restsUntil;
    DateTimeOffset _askedToWaitUntil;

    public IJsonRpcTransport Transport => transport;

    public string Origin { get; } = JsonRpcClient.OriginOf(transport.Endpoint);

    public EndpointStanding Standing { get; private set; }

    /// <summary>1 after good answers, towards 0 after bad ones.</summary>
    public double Score
    {
        get
        {
            lock (_lock)
                return _score;
        }
    }

    /// <summary>Until when others go first.</summary>
    public DateTimeOffset RestsUntil
    {
        get
        {
            lock (_lock)
                return _restsUntil;
        }
    }

    /// <summary>How long answers to this kind of request take: a header is not a range of logs.</summary>
    public AnswerTimer TimerOf(JsonRpcCall[] calls, bool asBatch) => _timers.GetOrAdd(
        (Array.Exists(calls, call => call.Method == "eth_getLogs"), asBatch), static (_, longest) => new AnswerTimer(longest), options.RequestTimeout);

    /// <summary>Waits until the node's own Retry-After and our cap on requests allow so many calls more.</summary>
    public async ValueTask WaitTurnAsync(int calls, CancellationToken cancellationToken)
    {
        DateTimeOffset earliest;
        lock (_lock)
            earliest = _askedToWaitUntil;
        var wait = earliest - time.GetUtcNow();
        var forRate = _rate.Take(calls);
        wait = wait > forRate ? wait : forRate;
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);
    }

    /// <summary>True when it was not refused before and is now.</summary>
    public bool Judge(bool servesTheChain)
    {
        lock (_lock)
        {
            var before = Standing;
            Standing = servesTheChain ? EndpointStanding.Accepted : EndpointStanding.Refused;
            return Standing == EndpointStanding.Refused && before != Standing;
        }
    }

    /// <param name="restedUntil"><see cref="RestsUntil"/> when it was asked: an answer to an earlier question ends no rest.</param>
    public void Succeeded(DateTimeOffset restedUntil)
    {
        lock (_lock)
        {
            _score += (1 - _score) * RecoveryShare;
            _failuresInARow = 0;
            if (_restsUntil == restedUntil)
                _restsUntil = default;
        }
    }

    public void Failed(JsonRpcException failure)
    {
        // A block that the node does not have says nothing about the node: the chain may have taken it away.
        if (!failure.IsTransient || failure.Kind == JsonRpcErrorKind.UnknownBlock)
            return;

        lock (_lock)
        {
            _score *= FailureFactor;
            var rest = failure.RetryAfter ?? RetryDelay.After(++_failuresInARow, askedFor: null, options);
            var now = time.GetUtcNow();
            _restsUntil = now + (rest < s_longestRest ? rest : s_longestRest);
            if (failure.RetryAfter is { } askedFor)
                _askedToWaitUntil = now + (askedFor < options.RetryMaxDelay ? askedFor : options.RetryMaxDelay);
        }
    }

    /// <summary>Its answers contradicted each other.</summary>
    public void Distrust()
    {
        lock (_lock)
        {
            _score *= DistrustFactor;
            _restsUntil = time.GetUtcNow() + options.RetryMaxDelay;
        }
    }
}
