using System.Globalization;
using System.Numerics;

namespace ReFlow.Domain;

/// <summary>
/// The one place where USDT changes between on-chain base units (six decimals) and <see cref="decimal"/>.
/// Source: spec/domain.md, "Money".
/// </summary>
public static class Usdt
{
    /// <summary>USDT and every loan token have six decimals.</summary>
    public const int Decimals = 6;

    /// <summary>The largest principal that the factory accepts, in USDT; keeps every sum inside <see cref="decimal"/>.</summary>
    public const decimal MaximumPrincipalUsdt = 1_000_000_000_000m;

    const decimal BaseUnitsPerUsdt = 1_000_000m;

    static readonly BigInteger s_largestBaseUnits = new(decimal.MaxValue);

    /// <summary>Turns base units into USDT, exactly.</summary>
    /// <exception cref="OverflowException">The amount is outside of what <see cref="decimal"/> holds.</exception>
    public static decimal FromBaseUnits(BigInteger baseUnits)
    {
        if (BigInteger.Abs(baseUnits) > s_largestBaseUnits)
            throw new OverflowException(
                $"A USDT amount of at most {s_largestBaseUnits} base units was expected, but {baseUnits} was seen.");
        return (decimal)baseUnits / BaseUnitsPerUsdt;
    }

    /// <summary>Turns USDT into base units.</summary>
    /// <exception cref="ArgumentException">The amount has more than six decimals.</exception>
    /// <exception cref="OverflowException">The amount is outside of what <see cref="decimal"/> holds in base units.</exception>
    public static BigInteger ToBaseUnits(decimal amountUsdt)
    {
        if (Math.Abs(amountUsdt) > decimal.MaxValue / BaseUnitsPerUsdt)
            throw new OverflowException($"A USDT amount below {decimal.MaxValue / BaseUnitsPerUsdt} was expected, but {amountUsdt} was seen.");
        var baseUnits = amountUsdt * BaseUnitsPerUsdt;
        if (baseUnits != decimal.Truncate(baseUnits))
            throw new ArgumentException(
                $"A USDT amount with at most {Decimals} decimals was expected, but {amountUsdt.ToString(CultureInfo.InvariantCulture)} was seen.",
                nameof(amountUsdt));
        return new BigInteger(baseUnits);
    }

    /// <summary>Rounds down to a whole base unit, the direction in which the contracts round what they charge and pay.</summary>
    public static decimal Floor(decimal amountUsdt) => decimal.Floor(amountUsdt * BaseUnitsPerUsdt) / BaseUnitsPerUsdt;

    /// <summary>The wire form of GraphQL and JSON: always six decimals, a point, no grouping (<c>1250.000000</c>).</summary>
    public static string Format(decimal amountUsdt) => amountUsdt.ToString("F6", CultureInfo.InvariantCulture);
}
