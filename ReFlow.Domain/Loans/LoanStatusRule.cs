namespace ReFlow.Domain;

/// <summary>
/// The one rule for a loan's status, the same as the contracts' <c>state()</c> view: late when an instalment is unpaid after the
/// grace period (spec/domain.md, "Lifecycle").
/// </summary>
public static class LoanStatusRule
{
    /// <summary>Time after the operator's right to declare default at which any holder may do it.</summary>
    public static readonly TimeSpan HolderDefaultDelay = TimeSpan.FromDays(30);

    /// <summary>Time from a met target, or from the deadline, after which an undrawn raise may be cancelled.</summary>
    public static readonly TimeSpan DrawDownWindow = TimeSpan.FromDays(7);

    /// <summary>The status at <paramref name="blockTime"/>.</summary>
    public static LoanStatus StatusAt(LoanTerms terms, LoanProgress progress, DateTimeOffset blockTime) => progress.Phase switch
    {
        LoanPhase.Funding => LoanStatus.Funding,
        LoanPhase.Cancelled => LoanStatus.Cancelled,
        LoanPhase.Active => IsLate(terms, progress, blockTime) ? LoanStatus.Late : LoanStatus.Active,
        LoanPhase.Defaulted => LoanStatus.Defaulted,
        LoanPhase.Repaid => LoanStatus.Repaid,
        LoanPhase.Closed => LoanStatus.Closed,
        _ => throw new ArgumentOutOfRangeException(nameof(progress), progress.Phase, "A known loan phase was expected."),
    };

    /// <summary>The due date of the first instalment that is not settled; null unless the loan is active with principal outstanding.</summary>
    public static DateTimeOffset? NextDueAt(LoanTerms terms, LoanProgress progress) =>
        progress is { Phase: LoanPhase.Active, OutstandingUsdt: > 0, DrawnAt: { } drawnAt } && progress.SettledInstalments < terms.InstalmentCount
            ? RepaymentSchedule.DueAt(terms, drawnAt, progress.SettledInstalments + 1)
            : null;

    /// <summary>The moment after which the operator may declare default; null while no instalment is open.</summary>
    public static DateTimeOffset? DefaultableAfter(LoanTerms terms, LoanProgress progress) =>
        NextDueAt(terms, progress)?.AddSeconds(terms.GraceSeconds + terms.DefaultAfterSeconds);

    static bool IsLate(LoanTerms terms, LoanProgress progress, DateTimeOffset blockTime) =>
        NextDueAt(terms, progress) is { } dueAt && blockTime > dueAt.AddSeconds(terms.GraceSeconds);
}
