namespace ReFlow.Data;

/// <summary>Why a transaction came to nothing.</summary>
public enum TransactionFailure
{
    /// <summary>Mined, and undone by the contract.</summary>
    Reverted,

    /// <summary>Its sender's nonce was used by another transaction.</summary>
    Replaced,

    /// <summary>The node does not know it any more, and its nonce is unused.</summary>
    Dropped,
}
