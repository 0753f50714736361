namespace ReFlow.Indexer.Sync;

/// <summary>Measures for how long the node has shown a lower head on another branch.</summary>
sealed class LowerHeadWatch(TimeSpan grace, TimeProvider time)
{
    long? _since;

    /// <summary>True from the second look in a row: one node of several that is behind, on a block of its own, shall not alarm readers.</summary>
    public bool IsSeenAgain { get; private set; }

    /// <summary>True when the node has been there for the whole grace time, counted from the first look.</summary>
    public bool HasLasted => _since is { } since && time.GetElapsedTime(since) >= grace;

    public void See()
    {
        IsSeenAgain = _since is not null;
        _since ??= time.GetTimestamp();
    }

    public void Clear() => (_since, IsSeenAgain) = (null, false);
}
