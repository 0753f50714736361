namespace ReFlow.Indexer.Sync;

/// <summary>Measures for how long the node has shown a lower head on another branch.</summary>
sealed class LowerHeadWatch(TimeSpan grace, TimeProvider time)
{
    long? _since;

    /// <summary>True when the node has been there for the whole grace time, counted from the first call after <see cref="Clear"/>.</summary>
    public bool HasLasted()
    {
        _since ??= time.GetTimestamp();
        return time.GetElapsedTime(_since.Value) >= grace;
    }

    public void Clear() => _since = null;
}
