using CsCheck;

namespace ReFlow.Domain.Tests;

public sealed class XirrTests
{
    static DateTimeOffset On(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_published_spreadsheet_example_is_reproduced()
    {
        var rate = Xirr.Of(
        [
            new CashFlow(On(2008, 1, 1), -10_000m), new CashFlow(On(2008, 3, 1), 2_750m), new CashFlow(On(2008, 10, 30), 4_250m),
            new CashFlow(On(2009, 2, 15), 3_250m), new CashFlow(On(2009, 4, 1), 2_750m),
        ]);
        Assert.NotNull(rate);
        Assert.Equal(0.3733625, rate.Value, 1e-7);
    }

    [Fact]
    public void A_period_under_one_day_has_no_return() =>
        Assert.Null(Xirr.Of([new CashFlow(On(2026, 1, 1), -100m), new CashFlow(On(2026, 1, 1).AddHours(23), 101m)]));

    [Fact]
    public void Flows_of_one_sign_have_no_return() =>
        Assert.Null(Xirr.Of([new CashFlow(On(2026, 1, 1), -100m), new CashFlow(On(2026, 6, 1), -100m)]));

    [Fact]
    public void One_payment_and_one_receipt_give_the_compound_rate_between_them() =>
        Gen.Select(Gen.Double[-0.9, 5], Gen.Int[2, 3_000]).Sample((rate, days) =>
        {
            var received = (decimal)(1_000 * Math.Pow(1 + rate, days / 365.0));
            var found = Xirr.Of([new CashFlow(On(2020, 1, 1), -1_000m), new CashFlow(On(2020, 1, 1).AddDays(days), received)]);
            return received == 0 ? found is null : Math.Abs(found!.Value - rate) < 1e-6 * Math.Max(1, Math.Abs(rate));
        });
}
