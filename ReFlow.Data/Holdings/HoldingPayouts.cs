using System.Numerics;
using ReFlow.Domain;

namespace ReFlow.Data;

/// <summary>What a holding may claim, from the read model alone. The rule of HolderWord.sol: rounded down to a base unit.</summary>
public static class HoldingPayouts
{
    const int ScaleBits = 64;

    /// <summary>USDT that the holder can claim from <paramref name="loan"/>.</summary>
    public static decimal ClaimableUsdt(this Holding holding, Loan loan)
    {
        ArgumentNullException.ThrowIfNull(holding);
        ArgumentNullException.ThrowIfNull(loan);
        return Usdt.FromBaseUnits(((loan.PerToken * Usdt.ToBaseUnits(holding.BalanceTokens)) - holding.PayoutDebt) >> ScaleBits);
    }

    /// <summary>The debt that so many tokens carry: a transfer moves it with them, and both sides keep what they can claim.</summary>
    public static BigInteger LotDebt(this Loan loan, decimal amountTokens)
    {
        ArgumentNullException.ThrowIfNull(loan);
        return loan.PerToken.IsZero ? BigInteger.Zero : loan.PerToken * Usdt.ToBaseUnits(amountTokens);
    }

    /// <summary>The debt that a payout of <paramref name="amountUsdt"/> adds.</summary>
    public static BigInteger PaidDebt(decimal amountUsdt) => Usdt.ToBaseUnits(amountUsdt) << ScaleBits;
}
