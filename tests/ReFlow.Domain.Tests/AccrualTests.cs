using CsCheck;

namespace ReFlow.Domain.Tests;

public sealed class AccrualTests
{
    const long Day = 86_400;

    [Fact]
    public void Ten_thousand_at_twelve_percent_for_thirty_days_accrues_the_reference_amount() =>
        Assert.Equal(98.630136m, Accrual.SimpleInterestUsdt(10_000m, 1_200, 30 * Day));

    [Fact]
    public void Nothing_accrues_over_no_time_or_backwards()
    {
        Assert.Equal(0m, Accrual.SimpleInterestUsdt(10_000m, 1_200, 0));
        Assert.Equal(0m, Accrual.SimpleInterestUsdt(10_000m, 1_200, -1));
    }

    [Fact]
    public void Splitting_an_accrual_loses_less_than_one_base_unit_per_part() =>
        Gen.Select(Gen.Long[1, 1_000_000_000_000], Gen.Int[0, 10_000], Gen.Long[0, 400 * Day], Gen.Long[0, 400 * Day])
            .Sample((units, rateBps, first, second) =>
            {
                var principal = Usdt.FromBaseUnits(units);
                var whole = Accrual.SimpleInterestUsdt(principal, rateBps, first + second);
                var split = Accrual.SimpleInterestUsdt(principal, rateBps, first) + Accrual.SimpleInterestUsdt(principal, rateBps, second);
                return whole - split is >= 0m and <= 0.000001m;
            });
}
