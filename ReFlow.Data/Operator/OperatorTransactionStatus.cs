namespace ReFlow.Data;

/// <summary>How far one nonce of the operator's key has come. Only the last three are ends.</summary>
public enum OperatorTransactionStatus
{
    /// <summary>The raw transaction is stored; whether a node ever saw it is unknown, so it counts as sent.</summary>
    Prepared,

    /// <summary>A node said that it has it. Nodes forget: it is broadcast again until it is mined.</summary>
    Accepted,

    /// <summary>In a block that a reorganisation can still drop.</summary>
    Mined,

    /// <summary>In a final block, and it took effect.</summary>
    Final,

    /// <summary>In a final block, and it took no effect; the reason is recorded. Never sent again under this intent.</summary>
    Reverted,

    /// <summary>The nonce was used by a transaction that is not ours: somebody else holds the key.</summary>
    NonceTaken,
}
