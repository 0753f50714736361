namespace ReFlow.Indexer.Tests.Simulation;

/// <summary>A seeded source that several threads may draw from: ranges are read ahead while the follower works.</summary>
sealed class LockedRandom(int seed) : Random(seed)
{
    readonly Lock _lock = new();

    public override int Next(int maxValue)
    {
        lock (_lock)
            return base.Next(maxValue);
    }

    public override int Next(int minValue, int maxValue)
    {
        lock (_lock)
            return base.Next(minValue, maxValue);
    }
}
