namespace ReFlow.Web.Loans;

/// <summary>What became of an expected payment; the names are the resource keys <c>Instalment.*</c>.</summary>
public static class InstalmentState
{
    public const string Settled = nameof(Settled);
    public const string Overdue = nameof(Overdue);
    public const string Grace = nameof(Grace);
    public const string Upcoming = nameof(Upcoming);
    public const string Missed = nameof(Missed);

    /// <summary>Late itself is the chain's word (<see cref="Loan.Status"/>); between due date and grace period a payment is only awaited.</summary>
    public static string Of(Instalment instalment, LoanDetail loan, DateTimeOffset now) => instalment switch
    {
        { Settled: true } => Settled,
        _ when loan.Status == LoanStatus.Repaid => Settled,
        _ when loan.Status is LoanStatus.Defaulted or LoanStatus.Closed => Missed,
        _ when loan.DrawnAt is null || instalment.DueAt > now => Upcoming,
        _ when instalment.DueAt.AddSeconds(loan.GraceSeconds) >= now => Grace,
        _ => Overdue,
    };
}
