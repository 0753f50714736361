using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>
/// A transaction that a wallet said it sent, and what became of it. Kept for good, because a reorganisation can bring a settled one back;
/// its row in <c>transactions</c> gives way to those of its events.
/// </summary>
public sealed class AnnouncedTransaction
{
    public required Hash32 TxHash { get; init; }

    /// <summary>Id of the row that stands for it in <c>transactions</c>; see <see cref="DeterministicId.ForAnnouncement"/>.</summary>
    public required Guid RowId { get; init; }

    public required Address Sender { get; init; }

    public required long Nonce { get; init; }

    /// <summary>The sender. Not a foreign key: a reorganisation may take user or loan away, and bring them back.</summary>
    public required Guid UserId { get; init; }

    /// <summary>No foreign key either; its row in <c>transactions</c> waits for the loan.</summary>
    public required Guid LoanId { get; init; }

    public required TransactionType Type { get; init; }

    public required TransactionKind Kind { get; init; }

    public required decimal AmountUsdt { get; init; }

    public required TransactionStatus Status { get; init; }

    /// <summary>Null unless failed.</summary>
    public TransactionFailure? Failure { get; init; }

    /// <summary>The transaction that used the nonce, when it is known.</summary>
    public Hash32? ReplacedBy { get; init; }

    /// <summary>The block that decided it, or for one that was dropped the block at which it was given up; null while pending.</summary>
    public long? BlockNumber { get; init; }

    public Hash32? BlockHash { get; init; }

    /// <summary>The read model's block when it was announced; -1 when nothing was indexed yet.</summary>
    public required long AnnouncedBlockNumber { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
