using System.Globalization;
using CsCheck;
using ReFlow.Web.Formatting;

namespace ReFlow.Web.Tests.Formatting;

public sealed class FiguresTests : WebContext
{
    [Theory]
    [InlineData("en", "1234567.899999", "1,234,567.89", "1,234,567.899999 USDT")]
    [InlineData("id-ID", "1234567.899999", "1.234.567,89", "1.234.567,899999 USDT")]
    [InlineData("en", "0.009999", "0.00", "0.009999 USDT")]
    [InlineData("id-ID", "-12.345678", "-12,34", "-12,345678 USDT")]
    public void Usdt_in_a_culture_shows_two_decimals_and_six_on_hover(string culture, string amount, string shown, string exact)
    {
        UseCulture(culture);
        var amountUsdt = decimal.Parse(amount, CultureInfo.InvariantCulture);

        Assert.Equal(shown, Figures.Usdt(amountUsdt));
        Assert.Equal(exact, Figures.ExactUsdt(amountUsdt));
    }

    [Fact]
    public void Usdt_of_any_amount_never_shows_more_than_there_is() =>
        Gen.Long[0, 1_000_000_000_000_000_000].Sample(baseUnits =>
        {
            var amountUsdt = baseUnits / 1_000_000m;
            var shown = decimal.Parse(Figures.Usdt(amountUsdt), NumberStyles.Number, CultureInfo.CurrentCulture);
            return shown <= amountUsdt && amountUsdt - shown < 0.01m;
        });

    [Theory]
    [InlineData("en", 1250, "12.5%")]
    [InlineData("id-ID", 1250, "12,5%")]
    [InlineData("en", 10000, "100%")]
    [InlineData("en", 9999, "99.99%")]
    public void Percent_of_basis_points_has_no_needless_zeros(string culture, int basisPoints, string shown)
    {
        UseCulture(culture);
        Assert.Equal(shown, Figures.Percent(basisPoints));
    }

    [Theory]
    [InlineData("en", "1 May 2026", "1 May 2026, 09:05:06 UTC")]
    [InlineData("id-ID", "1 Mei 2026", "1 Mei 2026, 09.05.06 UTC")]
    public void Date_in_a_culture_uses_its_months_and_utc(string culture, string date, string time)
    {
        UseCulture(culture);
        var moment = new DateTimeOffset(2026, 5, 1, 16, 5, 6, TimeSpan.FromHours(7));

        Assert.Equal(date, Figures.Date(moment));
        Assert.Equal(time, Figures.Time(moment));
    }

    [Fact]
    public void Abbreviated_address_keeps_both_ends() =>
        Assert.Equal("0x0000…0384", Figures.Abbreviated(Sample.Address(900)));
}
