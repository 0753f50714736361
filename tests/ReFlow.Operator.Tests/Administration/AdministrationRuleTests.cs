using ReFlow.Data;
using ReFlow.Domain;
using ReFlow.Operator.Administration;

namespace ReFlow.Operator.Tests.Administration;

public sealed class AdministrationRuleTests
{
    static readonly DateTimeOffset s_created = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly LoanTerms s_terms = OperatorScene.Terms(s_created);
    static readonly DateTimeOffset s_deadline = s_terms.FundingDeadline;

    [Theory]
    [InlineData(1000, -86_400, OperatorPurpose.DrawDown)]
    [InlineData(999.99, -1, null)]
    [InlineData(999.99, 0, OperatorPurpose.DrawDown)]
    [InlineData(600, 0, OperatorPurpose.DrawDown)]
    [InlineData(599.99, 0, OperatorPurpose.Cancel)]
    [InlineData(599.99, -1, null)]
    [InlineData(0, 1, OperatorPurpose.Cancel)]
    [InlineData(600, 7 * 86_400, OperatorPurpose.DrawDown)]
    [InlineData(600, (7 * 86_400) + 1, OperatorPurpose.Cancel)]
    public void Funding_loan_is_drawn_down_or_cancelled_by_its_raise_and_deadline(double raisedUsdt, int secondsAfterDeadline, OperatorPurpose? expected)
    {
        var progress = new LoanProgress(LoanPhase.Funding, OutstandingUsdt: 0, SettledInstalments: 0, DrawnAt: null);

        var due = AdministrationRule.Decide(s_terms, progress, (decimal)raisedUsdt, s_deadline.AddSeconds(secondsAfterDeadline));

        Assert.Equal(expected, due.Count == 0 ? null : due[0]);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Active_loan_is_declared_in_default_after_grace_and_lateness(int secondsAfter, bool isDue)
    {
        var progress = new LoanProgress(LoanPhase.Active, OutstandingUsdt: 1_000m, SettledInstalments: 0, DrawnAt: s_created);
        var defaultableAfter = s_created.AddSeconds(s_terms.PeriodSeconds + s_terms.GraceSeconds + s_terms.DefaultAfterSeconds);

        var due = AdministrationRule.Decide(s_terms, progress, 1_000m, defaultableAfter.AddSeconds(secondsAfter));

        Assert.Equal(isDue ? [OperatorPurpose.DeclareDefault] : [], due);
    }

    [Theory]
    [InlineData(LoanPhase.Cancelled)]
    [InlineData(LoanPhase.Defaulted)]
    [InlineData(LoanPhase.Repaid)]
    [InlineData(LoanPhase.Closed)]
    public void Loan_that_has_ended_needs_nothing(LoanPhase phase)
    {
        var progress = new LoanProgress(phase, OutstandingUsdt: 500m, SettledInstalments: 0, DrawnAt: s_created);
        Assert.Empty(AdministrationRule.Decide(s_terms, progress, 1_000m, s_created.AddYears(5)));
    }
}
