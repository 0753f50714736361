using ReFlow.Domain;

namespace ReFlow.Data;

/// <summary>Hands a loan's row to the domain's rules.</summary>
public static class LoanDomainExtensions
{
    public static LoanTerms ToTerms(this Loan loan) => new()
    {
        PrincipalTargetUsdt = loan.PrincipalTargetUsdt,
        MinimumRaiseUsdt = loan.MinimumRaiseUsdt,
        MinimumTicketUsdt = loan.MinimumTicketUsdt,
        MaximumTicketUsdt = loan.MaximumTicketUsdt,
        FundingDeadline = loan.FundingDeadline,
        AnnualRateBps = loan.AnnualRateBps,
        LateRateBps = loan.LateRateBps,
        OriginationFeeBps = loan.OriginationFeeBps,
        PlatformFeeBps = loan.PlatformFeeBps,
        RepaymentKind = loan.RepaymentKind,
        PeriodSeconds = loan.PeriodSeconds,
        InstalmentCount = loan.InstalmentCount,
        GraceSeconds = loan.GraceSeconds,
        DefaultAfterSeconds = loan.DefaultAfterSeconds,
    };

    public static LoanProgress ToProgress(this Loan loan) =>
        new(loan.Phase, loan.OutstandingUsdt, loan.SettledInstalments, loan.DrawnAt);

    /// <summary>
    /// Interest accrued and not yet paid at <paramref name="time"/>: what was unpaid at the last accrual, and simple interest since.
    /// Only an active loan accrues; default freezes the figure.
    /// </summary>
    public static decimal AccruedInterestUsdtAt(this Loan loan, DateTimeOffset time) =>
        loan is { Phase: LoanPhase.Active, LastAccrualAt: { } lastAccrualAt }
            ? loan.UnpaidInterestUsdt + Accrual.SimpleInterestUsdt(loan.OutstandingUsdt, loan.AnnualRateBps, time.ToUnixTimeSeconds() - lastAccrualAt.ToUnixTimeSeconds())
            : loan.UnpaidInterestUsdt;
}
