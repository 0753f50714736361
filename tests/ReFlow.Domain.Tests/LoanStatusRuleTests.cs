namespace ReFlow.Domain.Tests;

public sealed class LoanStatusRuleTests
{
    static readonly DateTimeOffset s_drawnAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly LoanTerms s_terms = SampleTerms.With(RepaymentKind.InterestOnly, 3);

    static LoanProgress Active(int settled = 0, decimal outstandingUsdt = 10_000m) =>
        new(LoanPhase.Active, outstandingUsdt, settled, s_drawnAt);

    [Fact]
    public void A_loan_is_active_until_the_last_second_of_grace_and_late_after_it()
    {
        var endOfGrace = s_drawnAt.AddDays(35);
        Assert.Equal(LoanStatus.Active, LoanStatusRule.StatusAt(s_terms, Active(), endOfGrace));
        Assert.Equal(LoanStatus.Late, LoanStatusRule.StatusAt(s_terms, Active(), endOfGrace.AddSeconds(1)));
    }

    [Fact]
    public void A_settled_instalment_moves_the_next_due_date_by_one_period()
    {
        Assert.Equal(s_drawnAt.AddDays(60), LoanStatusRule.NextDueAt(s_terms, Active(settled: 1)));
        Assert.Equal(LoanStatus.Active, LoanStatusRule.StatusAt(s_terms, Active(settled: 1), s_drawnAt.AddDays(36)));
    }

    [Fact]
    public void Default_may_be_declared_after_grace_and_the_terms_delay() =>
        Assert.Equal(s_drawnAt.AddDays(30 + 5 + 60), LoanStatusRule.DefaultableAfter(s_terms, Active()));

    [Theory]
    [InlineData(LoanPhase.Funding, LoanStatus.Funding)]
    [InlineData(LoanPhase.Cancelled, LoanStatus.Cancelled)]
    [InlineData(LoanPhase.Defaulted, LoanStatus.Defaulted)]
    [InlineData(LoanPhase.Repaid, LoanStatus.Repaid)]
    [InlineData(LoanPhase.Closed, LoanStatus.Closed)]
    public void Only_an_active_loan_depends_on_the_clock(LoanPhase phase, LoanStatus expected)
    {
        var progress = Active() with { Phase = phase };
        Assert.Equal(expected, LoanStatusRule.StatusAt(s_terms, progress, s_drawnAt.AddYears(10)));
        Assert.Null(LoanStatusRule.NextDueAt(s_terms, progress));
    }
}
