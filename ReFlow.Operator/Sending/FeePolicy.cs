using System.Numerics;
using ReFlow.Operator.Signing;

namespace ReFlow.Operator.Sending;

/// <summary>Fees of first attempts and replacements.</summary>
static class FeePolicy
{
    // Nodes ask for 10 % more on both fields of a replacement (geth's price bump); the margin covers their rounding.
    const int BumpNumerator = 1125;
    const int BumpDenominator = 1000;
    static readonly BigInteger s_weiPerGwei = 1_000_000_000;

    /// <summary>Caps both fields.</summary>
    public static TransactionFees Cap(TransactionFees fees, long maxFeePerGasGwei)
    {
        var capWei = maxFeePerGasGwei * s_weiPerGwei;
        return new(BigInteger.Min(fees.MaxFeePerGasWei, capWei), BigInteger.Min(fees.MaxPriorityFeePerGasWei, capWei));
    }

    /// <summary>Fees for a replacement: at least 12.5 % above the previous attempt in both fields, or the market's if that is more. Null when the cap forbids it.</summary>
    public static TransactionFees? Bump(TransactionFees previous, TransactionFees market, long maxFeePerGasGwei)
    {
        var bumped = new TransactionFees(
            BigInteger.Max(Raise(previous.MaxFeePerGasWei), market.MaxFeePerGasWei),
            BigInteger.Max(Raise(previous.MaxPriorityFeePerGasWei), market.MaxPriorityFeePerGasWei));
        return Cap(bumped, maxFeePerGasGwei) is var capped
            && capped.MaxFeePerGasWei >= Raise(previous.MaxFeePerGasWei)
            && capped.MaxPriorityFeePerGasWei >= Raise(previous.MaxPriorityFeePerGasWei)
            ? capped
            : null;
    }

    static BigInteger Raise(BigInteger wei) => ((wei * BumpNumerator) + BumpDenominator - 1) / BumpDenominator;
}
