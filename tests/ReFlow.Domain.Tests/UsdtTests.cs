using System.Numerics;
using CsCheck;

namespace ReFlow.Domain.Tests;

public sealed class UsdtTests
{
    [Fact]
    public void Base_units_round_trip_for_every_amount_a_loan_can_hold() =>
        Gen.Long[0, 1_000_000_000_000_000_000].Sample(units => Usdt.ToBaseUnits(Usdt.FromBaseUnits(units)) == units);

    [Fact]
    public void An_amount_with_seven_decimals_is_refused_with_what_was_seen()
    {
        var error = Assert.Throws<ArgumentException>(() => Usdt.ToBaseUnits(0.0000001m));
        Assert.Contains("0.0000001", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_amount_beyond_decimal_is_refused() =>
        Assert.Throws<OverflowException>(() => Usdt.FromBaseUnits(BigInteger.Pow(2, 200)));

    [Theory]
    [InlineData("1250", "1250.000000")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("-700.5", "-700.500000")]
    public void Formatting_always_shows_six_decimals(string amount, string expected) =>
        Assert.Equal(expected, Usdt.Format(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Floor_rounds_down_to_a_base_unit() => Assert.Equal(1.234567m, Usdt.Floor(1.2345679m));
}
