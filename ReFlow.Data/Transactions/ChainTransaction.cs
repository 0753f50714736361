using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>A wallet's action on a loan: confirmed from an event, or announced and still pending.</summary>
public sealed class ChainTransaction
{
    public required Guid Id { get; init; }

    /// <summary>Who acted: the investor or holder, the sender of a transfer, the originator of a draw-down or distribution.</summary>
    public required Guid UserId { get; init; }

    public required Guid LoanId { get; init; }

    public required TransactionType Type { get; init; }

    public required TransactionKind Kind { get; init; }

    /// <summary>USDT that moved; for a transfer the tokens that moved (1 token = 1 USDT of principal).</summary>
    public required decimal AmountUsdt { get; set; }

    public required Hash32 TxHash { get; init; }

    /// <summary>Null while pending.</summary>
    public int? LogIndex { get; init; }

    public required TransactionStatus Status { get; init; }

    /// <summary>Null while pending.</summary>
    public long? BlockNumber { get; init; }

    /// <summary>Null while pending.</summary>
    public Hash32? BlockHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public User? User { get; init; }

    public Loan? Loan { get; init; }
}
