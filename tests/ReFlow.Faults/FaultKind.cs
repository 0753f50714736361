namespace ReFlow.Faults;

/// <summary>What the proxy did to a request.</summary>
public enum FaultKind
{
    None,
    RateLimited,
    TimedOut,
    Truncated,
    WrongAnswer,
    StaleHead,
    ShortLogs,
    EmptyLogs,
    OrphanLogs,
    LostLog,
    OtherNode,
    LostNotification,
    CutConnection,
}
