using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>One <c>Claimed</c> event: USDT paid out to a holder, or to an address of the holder's choice.</summary>
public sealed class Claim : IChainEventRow
{
    public required Guid Id { get; init; }

    /// <summary>The holder whose share was claimed.</summary>
    public required Guid UserId { get; init; }

    public required Guid LoanId { get; init; }

    /// <summary>Where the USDT went.</summary>
    public required Address ToAddress { get; init; }

    public required decimal AmountUsdt { get; init; }

    /// <summary>The holder's lifetime claims on this loan after this one.</summary>
    public required decimal TotalClaimedUsdt { get; init; }

    public required Hash32 TxHash { get; init; }

    public required int LogIndex { get; init; }

    public required long BlockNumber { get; init; }

    public required Hash32 BlockHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public User? User { get; init; }

    public Loan? Loan { get; init; }
}
