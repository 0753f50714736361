namespace ReFlow.Domain;

/// <summary>
/// Money-weighted return per year: the rate at which all cash flows, discounted actual/365 from the first, sum to zero
/// (spec/domain.md, "Portfolio"; the definition of spreadsheets' XIRR).
/// </summary>
public static class Xirr
{
    const double LowestRate = -0.999_999;
    const double HighestRate = 1e6;
    const double Tolerance = 1e-12;
    const double SecondsPerYear = Accrual.SecondsPerYear;

    /// <summary>
    /// The rate (0.37 is 37 %), or null where the figure has no meaning: less than a day between first and last flow,
    /// no payment or no receipt, or no rate in range.
    /// </summary>
    public static double? Of(IReadOnlyCollection<CashFlow> flows)
    {
        if (!flows.Any(flow => flow.AmountUsdt < 0) || !flows.Any(flow => flow.AmountUsdt > 0))
            return null;
        var start = flows.Min(flow => flow.At);
        if (flows.Max(flow => flow.At) - start < TimeSpan.FromDays(1))
            return null;

        var points = flows.Select(flow => ((flow.At - start).TotalSeconds / SecondsPerYear, (double)flow.AmountUsdt)).ToArray();
        return Bisect(rate => points.Sum(point => point.Item2 / Math.Pow(1 + rate, point.Item1)));
    }

    // Bisection on a bracket always converges, where Newton's method diverges for returns near a total loss.
    static double? Bisect(Func<double, double> netPresentValue)
    {
        var (low, high) = (LowestRate, HighestRate);
        var atLow = netPresentValue(low);
        if (Math.Sign(atLow) == Math.Sign(netPresentValue(high)))
            return null;
        while (high - low > Tolerance * Math.Max(1, Math.Abs(low)))
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
                break;
            if (Math.Sign(netPresentValue(middle)) == Math.Sign(atLow))
                low = middle;
            else
                high = middle;
        }

        return low + ((high - low) / 2);
    }
}
