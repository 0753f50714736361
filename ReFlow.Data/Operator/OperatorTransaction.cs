using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>
/// One intended on-chain effect of the operator and the nonce that carries it. The row and its first signed attempt are committed
/// before anything is broadcast, so that a crash at any moment leaves bytes that can be sent again without a second effect.
/// </summary>
public sealed class OperatorTransaction
{
    public required Guid Id { get; init; }

    /// <summary>Unique: what is to happen, to which loan, in which try. Two processes that want the same thing get one row.</summary>
    public required string IntentKey { get; init; }

    public required OperatorPurpose Purpose { get; init; }

    public required Address LoanAddress { get; init; }

    public required long ChainId { get; init; }

    public required Address Sender { get; init; }

    /// <summary>Set once; every attempt of this row uses it.</summary>
    public required long Nonce { get; init; }

    public required OperatorTransactionStatus Status { get; set; }

    /// <summary>Hash of the attempt that was mined; null until then, and again when a reorganisation drops it.</summary>
    public Hash32? MinedTxHash { get; set; }

    public long? BlockNumber { get; set; }

    public Hash32? BlockHash { get; set; }

    /// <summary>Why it reverted or lost its nonce, for people.</summary>
    public string? Reason { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The signed transactions with this nonce, oldest first. Any of them may be the one that is mined.</summary>
    public IList<OperatorAttempt> Attempts { get; init; } = [];
}
