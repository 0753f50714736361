namespace ReFlow.Indexer.Audit;

/// <summary>What was compared, and what did not agree.</summary>
sealed class AuditReport
{
    readonly List<string> _differences = [];

    /// <summary>Figures and rows compared.</summary>
    public long Checked { get; private set; }

    public IReadOnlyList<string> Differences => _differences;

    public void Compare<T>(string what, T onChain, T stored)
    {
        Checked++;
        if (!EqualityComparer<T>.Default.Equals(onChain, stored))
            _differences.Add($"{what}: chain {onChain}, stored {stored}");
    }

    public void Add(long compared, IEnumerable<string> differences)
    {
        Checked += compared;
        _differences.AddRange(differences);
    }
}
