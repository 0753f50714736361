using CsCheck;

namespace ReFlow.Domain.Tests;

public sealed class RepaymentScheduleTests
{
    static readonly DateTimeOffset s_drawnAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Amortising_parts_of_principal_sum_to_the_drawn_principal() =>
        Gen.Select(Gen.Long[1, 1_000_000_000_000], Gen.Int[1, 60]).Sample((units, count) =>
        {
            var principal = Usdt.FromBaseUnits(units);
            var schedule = RepaymentSchedule.For(SampleTerms.With(RepaymentKind.Amortising, count), principal, s_drawnAt);
            return schedule.Sum(instalment => instalment.PrincipalUsdt) == principal && schedule.All(instalment => instalment.PrincipalUsdt >= 0);
        });

    [Fact]
    public void Interest_only_brings_principal_back_with_the_last_instalment()
    {
        var schedule = RepaymentSchedule.For(SampleTerms.With(RepaymentKind.InterestOnly, 3), 10_000m, s_drawnAt);
        Assert.Equal([0m, 0m, 10_000m], schedule.Select(instalment => instalment.PrincipalUsdt));
        Assert.All(schedule, instalment => Assert.Equal(98.630136m, instalment.InterestUsdt));
        Assert.Equal(s_drawnAt.AddDays(90), schedule[^1].DueAt);
    }

    [Fact]
    public void Amortising_interest_falls_with_the_outstanding_principal()
    {
        var interest = RepaymentSchedule.For(SampleTerms.With(RepaymentKind.Amortising, 4), 10_000m, s_drawnAt)
            .Select(instalment => instalment.InterestUsdt).ToArray();
        Assert.Equal(interest.OrderByDescending(amount => amount), interest);
        Assert.Equal(98.630136m, interest[0]);
    }
}
