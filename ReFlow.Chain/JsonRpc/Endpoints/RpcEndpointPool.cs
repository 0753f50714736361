namespace ReFlow.Chain.JsonRpc.Endpoints;

/// <summary>
/// Chooses the endpoint for the next request. It stays with one while that one is well, because two nodes may stand on two branches; it
/// leaves it when it rests after a failure or another one is clearly better.
/// </summary>
sealed class RpcEndpointPool
{
    const double ClearlyBetter = 0.3;

    readonly RpcEndpoint[] _endpoints;
    readonly TimeProvider _time;
    volatile RpcEndpoint _current;

    public RpcEndpointPool(IReadOnlyList<RpcEndpoint> endpoints, TimeProvider time)
    {
        if (endpoints.Count == 0)
            throw new ArgumentException("At least one endpoint is needed.", nameof(endpoints));
        _endpoints = [.. endpoints];
        _time = time;
        _current = _endpoints[0];
        ChainTelemetry.Watch(_endpoints);
    }

    public IReadOnlyList<RpcEndpoint> All => _endpoints;

    public int Count => _endpoints.Length;

    public RpcEndpoint Current => _current;

    public bool AllRefused => Array.TrueForAll(_endpoints, endpoint => endpoint.Standing == EndpointStanding.Refused);

    public RpcEndpoint Pick()
    {
        var usable = Usable();
        var now = _time.GetUtcNow();
        var awake = Array.FindAll(usable, endpoint => endpoint.RestsUntil <= now);
        if (awake.Length == 0)
            return _current = usable.MinBy(endpoint => endpoint.RestsUntil)!;

        var best = awake.MaxBy(endpoint => endpoint.Score)!;
        var current = _current;
        return Array.IndexOf(awake, current) >= 0 && best.Score - current.Score < ClearlyBetter ? current : _current = best;
    }

    /// <summary>Whether another endpoint than this one could be asked at once.</summary>
    public bool HasAnotherAwake(RpcEndpoint? than)
    {
        var now = _time.GetUtcNow();
        return Array.Exists(Usable(), endpoint => endpoint != than && endpoint.RestsUntil <= now);
    }

    /// <summary>The endpoint to subscribe at: the current one first, after each failed attempt the next.</summary>
    public Uri ForSubscription(int failedAttempts)
    {
        var usable = Usable();
        var start = Math.Max(0, Array.IndexOf(usable, _current));
        return usable[(start + failedAttempts) % usable.Length].Transport.Endpoint;
    }

    // When all are refused the configuration is wrong, and the exception names one of them; it may also have been corrected behind its URL.
    RpcEndpoint[] Usable()
    {
        var usable = Array.FindAll(_endpoints, endpoint => endpoint.Standing != EndpointStanding.Refused);
        return usable.Length > 0 ? usable : _endpoints;
    }
}
