using System.Numerics;

namespace ReFlow.Domain;

/// <summary>Simple interest, actual/365, per second, rounded down to a base unit (spec/domain.md, "A loan's terms").</summary>
public static class Accrual
{
    /// <summary>Seconds in the 365-day year that rates refer to.</summary>
    public const long SecondsPerYear = 365L * 24 * 60 * 60;

    const int BpsPerUnit = 10_000;

    /// <summary>Interest on <paramref name="outstandingUsdt"/> over <paramref name="elapsedSeconds"/>; zero for a negative time.</summary>
    public static decimal SimpleInterestUsdt(decimal outstandingUsdt, int annualRateBps, long elapsedSeconds)
    {
        if (elapsedSeconds <= 0)
            return 0m;
        // In whole base units, because decimal's 28 digits do not hold principal x rate x seconds exactly.
        var numerator = Usdt.ToBaseUnits(outstandingUsdt) * annualRateBps * elapsedSeconds;
        return Usdt.FromBaseUnits(BigInteger.Divide(numerator, (BigInteger)BpsPerUnit * SecondsPerYear));
    }
}
