using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Api;

/// <summary>
/// <see cref="LoanStatusRule"/> as a condition that PostgreSQL evaluates, so that pages and totals of derived states are right.
/// A property test holds it equal to the rule.
/// </summary>
static class LoanStatusFilter
{
    /// <summary>Loans whose status at <paramref name="blockTime"/> is one of <paramref name="statuses"/>.</summary>
    public static IQueryable<Loan> WithStatusAt(this IQueryable<Loan> loans, IReadOnlyCollection<LoanStatus> statuses, DateTimeOffset blockTime)
    {
        var phases = statuses.Where(status => status is not (LoanStatus.Active or LoanStatus.Late)).Select(PhaseOf).ToList();
        var wantsActive = statuses.Contains(LoanStatus.Active);
        var wantsLate = statuses.Contains(LoanStatus.Late);
        if (wantsActive && wantsLate)
            phases.Add(LoanPhase.Active);
        if (wantsActive == wantsLate)
            return loans.Where(loan => phases.Contains(loan.Phase));

        return loans.Where(loan => phases.Contains(loan.Phase)
            || (loan.Phase == LoanPhase.Active
                && wantsLate == (loan.DrawnAt != null
                    && loan.OutstandingUsdt > 0
                    && loan.SettledInstalments < loan.InstalmentCount
                    && (blockTime - loan.DrawnAt.Value).TotalSeconds > ((loan.SettledInstalments + 1) * loan.PeriodSeconds) + loan.GraceSeconds)));
    }

    static LoanPhase PhaseOf(LoanStatus status) => Enum.Parse<LoanPhase>(status.ToString());
}
