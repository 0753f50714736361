using System.Globalization;

namespace ReFlow.Web.Formatting;

/// <summary>Figures as the visitor's culture writes them. Amounts are cut, never rounded up: a page shows no money that is not there.</summary>
public static class Figures
{
    const int ShownDecimals = 2;

    /// <summary>Two decimals, cut: <c>1,250.00</c>.</summary>
    public static string Usdt(decimal amountUsdt) =>
        decimal.Round(amountUsdt, ShownDecimals, MidpointRounding.ToZero).ToString("N2", CultureInfo.CurrentCulture);

    /// <summary>All six decimals with the unit: <c>1,250.000000 USDT</c>.</summary>
    public static string ExactUsdt(decimal amountUsdt) => amountUsdt.ToString("N6", CultureInfo.CurrentCulture) + " USDT";

    /// <summary>Basis points as a percentage without needless zeros: 1250 is <c>12.5%</c>.</summary>
    public static string Percent(int basisPoints) => (basisPoints / 100m).ToString("0.##", CultureInfo.CurrentCulture) + "%";

    public static string Count(long count) => count.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>Day, month, year in UTC.</summary>
    public static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>Date and time of day in UTC, to the second.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy, HH:mm:ss 'UTC'", CultureInfo.CurrentCulture);

    /// <summary>The first and last characters of an address or a hash.</summary>
    public static string Abbreviated(string hex) => hex.Length <= 14 ? hex : $"{hex[..6]}…{hex[^4..]}";
}
