using System.Numerics;
using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>What one wallet holds of one loan. The row stays when the balance is zero, because claims and costs remain true.</summary>
public sealed class Holding
{
    public required Guid UserId { get; init; }

    public required Guid LoanId { get; init; }

    public decimal BalanceTokens { get; set; }

    /// <summary>
    /// USDT that this wallet paid for the tokens it now holds, at average cost: a transfer or burn takes a proportional part away,
    /// rounded down to a base unit; tokens received without payment add nothing.
    /// </summary>
    public decimal InvestedUsdt { get; set; }

    /// <summary>USDT claimed over the holding's lifetime.</summary>
    public decimal ClaimedUsdt { get; set; }

    /// <summary>
    /// What the holder may not claim of payout index x balance, in 2^-64 base units; raw integer, negative when tokens with unclaimed payouts
    /// left. Follows HolderWord.sol, so that <see cref="HoldingPayouts.ClaimableUsdt"/> is exact without asking the chain.
    /// </summary>
    public BigInteger PayoutDebt { get; set; }

    public required long UpdatedBlockNumber { get; set; }

    public required Hash32 UpdatedBlockHash { get; set; }

    public User? User { get; init; }

    public Loan? Loan { get; init; }
}
