namespace ReFlow.Faults;

/// <summary>The seeded decisions. The same requests in the same order meet the same faults.</summary>
sealed class FaultDice(FaultPlan plan)
{
    readonly Lock _lock = new();
    readonly Random _random = new(plan.Seed);

    /// <summary>The fault of one request, of those that can happen to it.</summary>
    public FaultKind Draw(bool asksForHead, bool asksForLogs, bool hasOtherNode)
    {
        (FaultKind Kind, double Share)[] faults =
        [
            (FaultKind.RateLimited, plan.RateLimited),
            (FaultKind.TimedOut, plan.TimedOut),
            (FaultKind.Truncated, plan.Truncated),
            (FaultKind.WrongAnswer, plan.WrongAnswer),
            (FaultKind.StaleHead, asksForHead ? plan.StaleHead : 0),
            (FaultKind.ShortLogs, asksForLogs ? plan.ShortLogs : 0),
            (FaultKind.EmptyLogs, asksForLogs ? plan.EmptyLogs : 0),
            (FaultKind.OrphanLogs, asksForLogs ? plan.OrphanLogs : 0),
            (FaultKind.OtherNode, hasOtherNode ? plan.OtherNode : 0),
        ];
        lock (_lock)
        {
            var drawn = _random.NextDouble();
            foreach (var (kind, share) in faults)
            {
                if ((drawn -= share) < 0)
                    return kind;
            }

            return FaultKind.None;
        }
    }

    public bool Strikes(double share)
    {
        lock (_lock)
            return share > 0 && _random.NextDouble() < share;
    }

    public int Below(int limit)
    {
        lock (_lock)
            return _random.Next(limit);
    }
}
