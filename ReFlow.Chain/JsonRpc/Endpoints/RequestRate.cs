namespace ReFlow.Chain.JsonRpc.Endpoints;

/// <summary>Spaces calls to a number per second; up to one second's worth may go at once.</summary>
sealed class RequestRate(double? perSecond, TimeProvider time)
{
    readonly Lock _lock = new();
    DateTimeOffset _paidUntil;

    /// <summary>Takes so many calls and gives how long to wait before sending them.</summary>
    public TimeSpan Take(int calls)
    {
        if (perSecond is not { } rate)
            return TimeSpan.Zero;

        lock (_lock)
        {
            var now = time.GetUtcNow();
            var start = _paidUntil > now - TimeSpan.FromSeconds(1) ? _paidUntil : now - TimeSpan.FromSeconds(1);
            _paidUntil = start + TimeSpan.FromSeconds(calls / rate);
            return _paidUntil > now ? _paidUntil - now : TimeSpan.Zero;
        }
    }
}
