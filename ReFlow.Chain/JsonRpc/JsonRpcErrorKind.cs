namespace ReFlow.Chain.JsonRpc;

/// <summary>What went wrong with a request, in the terms a caller acts on.</summary>
public enum JsonRpcErrorKind
{
    /// <summary>
    /// Transient: no usable answer (refused connection, 5xx, truncated or foreign answer, node busy). For a request that changes state the
    /// outcome is unknown.
    /// </summary>
    Unavailable,

    /// <summary>Transient: the node did not answer in time, or said that it ran out of time. The outcome of a change of state is unknown.</summary>
    Timeout,

    /// <summary>Transient: too many requests (HTTP 429 or the provider's words for it); the request was not carried out.</summary>
    RateLimited,

    /// <summary>Transient: the node does not have the block. It lags behind, or a reorg took the block away.</summary>
    UnknownBlock,

    /// <summary>Permanent: the answer would be too large; ask for less (a smaller block range).</summary>
    ResultTooLarge,

    /// <summary>Permanent: the block range is wider than the provider allows, however little is in it; ask for a narrower one.</summary>
    RangeTooLarge,

    /// <summary>Permanent: the node does not offer the method.</summary>
    MethodNotFound,

    /// <summary>Permanent: the node could not read the request.</summary>
    InvalidParams,

    /// <summary>Permanent: the simulated call reverted; see <see cref="JsonRpcException.RevertData"/>.</summary>
    Reverted,

    /// <summary>Permanent: another transaction of the sender with this nonce is already mined.</summary>
    NonceTooLow,

    /// <summary>Permanent: the node already holds this very transaction; for a re-broadcast that is success.</summary>
    AlreadyKnown,

    /// <summary>Permanent: another transaction with this nonce is waiting, and this one does not raise the fees enough (geth: 10 %).</summary>
    ReplacementUnderpriced,

    /// <summary>Permanent: the fee is below what the node or the block takes.</summary>
    FeeTooLow,

    /// <summary>Permanent: the sender cannot pay value and fees.</summary>
    InsufficientFunds,

    /// <summary>Permanent: refused for another reason; see the message.</summary>
    Refused,
}

static class JsonRpcErrorKinds
{
    public static bool IsTransient(this JsonRpcErrorKind kind) =>
        kind is JsonRpcErrorKind.Unavailable or JsonRpcErrorKind.Timeout or JsonRpcErrorKind.RateLimited or JsonRpcErrorKind.UnknownBlock;
}
