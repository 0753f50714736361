namespace ReFlow.Indexer.Chain;

/// <summary>
/// The node's answers contradict each other: a log of another block, a header that does not follow the one before, a bloom that the logs
/// do not explain. It happens while a node reorganises or behind a load balancer; no row is committed and asking again is right.
/// </summary>
sealed class InconsistentChainException(string message, bool logsAreMissing = false) : Exception(message)
{
    /// <summary>True when the header proves that the node left logs out.</summary>
    public bool LogsAreMissing { get; } = logsAreMissing;

    /// <summary>The node that contradicted itself, when it is distrusted already; null leaves that to who asked it.</summary>
    public string? Origin { get; set; }
}
