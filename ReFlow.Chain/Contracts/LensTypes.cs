using System.Numerics;
using ReFlow.Chain.Abi;
using ReFlow.Domain;

namespace ReFlow.Chain.Contracts;

/// <summary>All state of a loan at one block. Amounts in base units, times in unix seconds (0: never).</summary>
/// <param name="PerToken">Payout index.</param>
/// <param name="FeesOwed">Part of <paramref name="UsdtBalance"/> that is the treasury's; USDT refused to send it.</param>
/// <param name="PayInBalance">USDT waiting at the pay-in address.</param>
public sealed record OnChainLoan(
    Address Loan,
    Hash32 LoanId,
    LoanStatus State,
    BigInteger TotalSupply,
    BigInteger Raised,
    BigInteger Outstanding,
    BigInteger Payoff,
    BigInteger AccruedInterest,
    BigInteger LateFeeDue,
    BigInteger Loss,
    BigInteger PerToken,
    int DistributionCount,
    BigInteger TotalDistributed,
    long DrawnAt,
    int SettledInstalments,
    long PausedUntil,
    BigInteger UsdtBalance,
    BigInteger FeesOwed,
    Address PayInAddress,
    BigInteger PayInBalance,
    OnChainLoanTerms Terms)
{
    internal static OnChainLoan Decode(ref AbiDecoder decoder) => new(
        decoder.Address(), decoder.Bytes32(), DecodeState(ref decoder), decoder.UInt(), decoder.UInt(), decoder.UInt(), decoder.UInt(), decoder.UInt(),
        decoder.UInt(), decoder.UInt(), decoder.UInt(), decoder.Count(), decoder.UInt(), decoder.Int64(), decoder.Count(), decoder.Int64(),
        decoder.UInt(), decoder.UInt(), decoder.Address(), decoder.UInt(), OnChainLoanTerms.Decode(ref decoder));

    static LoanStatus DecodeState(ref AbiDecoder decoder)
    {
        var status = (LoanStatus)(int)decoder.UInt(8);
        return Enum.IsDefined(status) ? status : throw new AbiException($"Expected a loan state of 0 to 6, seen {(int)status}.");
    }
}

/// <summary>What a loan knows about one account. Amounts in base units.</summary>
/// <param name="Par">Balance x outstanding / supply, rounded down.</param>
/// <param name="MemberUntil">Unix seconds; what the loan last saw of the allow-list.</param>
/// <param name="IsFrozen">The same.</param>
/// <param name="MarketAllowance">Tokens that the market may still sell for this holder.</param>
public sealed record OnChainHolder(
    Address Holder,
    BigInteger Balance,
    BigInteger Par,
    BigInteger Claimable,
    BigInteger Claimed,
    long MemberUntil,
    bool IsFrozen,
    BigInteger MarketAllowance)
{
    internal static OnChainHolder Decode(ref AbiDecoder decoder) => new(
        decoder.Address(), decoder.UInt(), decoder.UInt(), decoder.UInt(), decoder.UInt(), decoder.Int64(), decoder.Bool(), decoder.UInt());
}

/// <summary>The invariants of a loan that can be seen at one block, as ILens.sol explains them: figures, and whether they fit.</summary>
/// <param name="All">Every one of them fits but <paramref name="NothingStray"/>, which anybody can end by a gift that harms nobody.</param>
public sealed record LoanSolvency(
    BigInteger SumOfBalances,
    BigInteger TotalSupply,
    bool BalancesAreSupply,
    BigInteger PrincipalTarget,
    BigInteger Raised,
    bool SupplyWithinTarget,
    BigInteger UsdtHeld,
    BigInteger Owed,
    bool IsSolvent,
    BigInteger Distributed,
    BigInteger Claimed,
    BigInteger Claimable,
    bool ClaimsWithinDistributed,
    bool DustWithinBound,
    BigInteger PerToken,
    bool IndexNeverFell,
    BigInteger Recorded,
    BigInteger PlatformFees,
    bool PartsAddUp,
    BigInteger PrincipalPaid,
    BigInteger Outstanding,
    BigInteger Loss,
    bool PrincipalConserved,
    BigInteger StrayTokens,
    BigInteger StrayUsdt,
    bool NothingStray,
    bool All)
{
    internal static LoanSolvency Decode(ref AbiDecoder decoder) => new(
        decoder.UInt(), decoder.UInt(), decoder.Bool(),
        decoder.UInt(), decoder.UInt(), decoder.Bool(),
        decoder.UInt(), decoder.UInt(), decoder.Bool(),
        decoder.UInt(), decoder.UInt(), decoder.UInt(), decoder.Bool(), decoder.Bool(),
        decoder.UInt(), decoder.Bool(),
        decoder.UInt(), decoder.UInt(), decoder.Bool(),
        decoder.UInt(), decoder.UInt(), decoder.UInt(), decoder.Bool(),
        decoder.UInt(), decoder.UInt(), decoder.Bool(),
        decoder.Bool());
}
