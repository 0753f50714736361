using System.Numerics;
using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>A standing offer of the market, folded from its events. The tokens stay with the seller: what can be delivered is up to balance and allowance.</summary>
public sealed class Listing
{
    /// <summary>The market's id of it, from 1.</summary>
    public required long Number { get; init; }

    public required Guid LoanId { get; init; }

    public required Guid SellerId { get; init; }

    /// <summary>Offered at first.</summary>
    public required decimal AmountTokens { get; init; }

    /// <summary>Not sold yet; what was unsold stays when the listing is taken back.</summary>
    public required decimal RemainingTokens { get; set; }

    /// <summary>Basis points of outstanding par.</summary>
    public required int PriceBps { get; set; }

    /// <summary>The loan's payout index when the price was made; raw integer.</summary>
    public required BigInteger PerToken { get; set; }

    /// <summary>Unix seconds: the last second at which it can be filled. Any 40-bit number, so not always a date.</summary>
    public required long ExpiresAtSeconds { get; init; }

    public required ListingStatus Status { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required long CreatedBlockNumber { get; init; }

    public required long UpdatedBlockNumber { get; set; }

    public required Hash32 UpdatedBlockHash { get; set; }

    public Loan? Loan { get; init; }

    public User? Seller { get; init; }
}
