using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Api;

/// <summary>A loan's row together with the block that it is seen at: what depends on the clock is computed at that block's time.</summary>
sealed class LoanView(Loan loan, IndexedBlock asOf)
{
    const int BpsPerWhole = 10_000;

    readonly LoanTerms _terms = loan.ToTerms();
    readonly LoanProgress _progress = loan.ToProgress();

    public Loan Loan => loan;

    public IndexedBlock AsOf => asOf;

    public LoanStatus Status => LoanStatusRule.StatusAt(_terms, _progress, asOf.Timestamp);

    public DateTimeOffset? NextDueAt => LoanStatusRule.NextDueAt(_terms, _progress);

    public DateTimeOffset? MaturityAt => loan.DrawnAt is { } drawnAt ? RepaymentSchedule.MaturityAt(_terms, drawnAt) : null;

    public decimal AccruedInterestUsdt => loan.AccruedInterestUsdtAt(asOf.Timestamp);

    /// <summary>Raised share of the target in basis points, rounded down: 10000 means fully funded.</summary>
    public int FundedBps => (int)decimal.Floor(loan.RaisedUsdt * BpsPerWhole / loan.PrincipalTargetUsdt);

    /// <summary>What can still be invested; zero once funding has ended.</summary>
    public decimal RemainingUsdt => loan.Phase == LoanPhase.Funding ? Math.Max(0m, loan.PrincipalTargetUsdt - loan.RaisedUsdt) : 0m;

    /// <summary>Empty before draw-down, because due dates count from it.</summary>
    public IEnumerable<ScheduledInstalment> Schedule => loan.DrawnAt is { } drawnAt
        ? RepaymentSchedule.For(_terms, loan.DrawnPrincipalUsdt, drawnAt)
            .Select(instalment => new ScheduledInstalment(instalment, instalment.Number <= loan.SettledInstalments))
        : [];
}

/// <summary>An instalment, and whether the contract counts it as settled.</summary>
sealed record ScheduledInstalment(Instalment Instalment, bool Settled);
