using System.Numerics;
using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>One <c>Filled</c> or <c>OrderFilled</c> event: a trade of loan tokens for USDT.</summary>
public sealed class Fill : IChainEventRow
{
    public required Guid Id { get; init; }

    public required Guid LoanId { get; init; }

    /// <summary>The listing that was bought from; null for a signed order.</summary>
    public required long? ListingNumber { get; init; }

    /// <summary>The signed order that was bought from; null for a listing.</summary>
    public required Hash32? OrderHash { get; init; }

    public required Guid BuyerId { get; init; }

    public required Guid SellerId { get; init; }

    public required decimal AmountTokens { get; init; }

    /// <summary>What the buyer paid, fee included.</summary>
    public required decimal TotalUsdt { get; init; }

    /// <summary>The treasury's part of it, 0 when USDT refused to pay the treasury; the seller received the rest.</summary>
    public required decimal FeeUsdt { get; set; }

    /// <summary>The loan's principal owed, from which the price was computed.</summary>
    public required decimal OutstandingUsdt { get; init; }

    /// <summary>The loan's payout index; raw integer.</summary>
    public required BigInteger PerToken { get; init; }

    public required Hash32 TxHash { get; init; }

    public required int LogIndex { get; init; }

    public required long BlockNumber { get; init; }

    public required Hash32 BlockHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public Loan? Loan { get; init; }

    public User? Buyer { get; init; }

    public User? Seller { get; init; }
}
