namespace ReFlow.Data;

public enum TransactionStatus
{
    /// <summary>Announced by a client, not yet seen in a block.</summary>
    Pending,

    /// <summary>Its event is in a canonical block.</summary>
    Confirmed,

    /// <summary>Reverted, replaced or dropped.</summary>
    Failed,
}
