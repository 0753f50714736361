namespace ReFlow.Indexer.Audit;

/// <summary>What the background auditor found last, for the health check.</summary>
sealed class AuditState
{
    volatile string? _difference;

    /// <summary>The first difference of the last round that found one; null while everything agrees.</summary>
    public string? Difference => _difference;

    public void Found(AuditReport report) => _difference = report.Differences is [var first, ..] ? first : null;
}
