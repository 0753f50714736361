using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>A holder's share of one distribution.</summary>
/// <param name="BalanceTokens">Held when the distribution was recorded.</param>
/// <param name="ShareUsdt">
/// What this distribution added to what the holder has ever been owed, in whole base units: all shares of a holder together are what it has
/// claimed and can claim. A fraction of a unit counts in the distribution that completes it.
/// </param>
/// <param name="ClaimableUsdt">The part of the share that waits to be claimed; older shares are paid first.</param>
public sealed record Repayment(
    Guid DistributionId, long Round, Hash32 PaymentId, DateTimeOffset Time, Address Holder, decimal BalanceTokens, decimal ShareUsdt, decimal ClaimableUsdt)
{
    /// <summary>Paid out, or moved to another wallet by a recovery.</summary>
    public decimal PaidUsdt => ShareUsdt - ClaimableUsdt;
}
