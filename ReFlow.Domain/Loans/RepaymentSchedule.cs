namespace ReFlow.Domain;

/// <summary>When how much falls due. The same arithmetic as the contracts, in whole base units.</summary>
public static class RepaymentSchedule
{
    /// <summary>The whole schedule of a loan that was drawn down.</summary>
    /// <param name="terms">The loan's terms.</param>
    /// <param name="drawnPrincipalUsdt">Principal at draw-down: the token supply.</param>
    /// <param name="drawnAt">Block time of the draw-down.</param>
    public static IReadOnlyList<Instalment> For(LoanTerms terms, decimal drawnPrincipalUsdt, DateTimeOffset drawnAt)
    {
        var instalments = new List<Instalment>(terms.InstalmentCount);
        var paidUsdt = 0m;
        for (var number = 1; number <= terms.InstalmentCount; number++)
        {
            var scheduledUsdt = ScheduledPrincipalUsdt(terms, drawnPrincipalUsdt, number);
            var interestUsdt = Accrual.SimpleInterestUsdt(drawnPrincipalUsdt - paidUsdt, terms.AnnualRateBps, terms.PeriodSeconds);
            instalments.Add(new Instalment(number, DueAt(terms, drawnAt, number), scheduledUsdt - paidUsdt, interestUsdt));
            paidUsdt = scheduledUsdt;
        }

        return instalments;
    }

    /// <summary>Principal that must have come back once instalment <paramref name="number"/> is paid, rounded down to a base unit.</summary>
    public static decimal ScheduledPrincipalUsdt(LoanTerms terms, decimal drawnPrincipalUsdt, int number) =>
        number >= terms.InstalmentCount ? drawnPrincipalUsdt
        : terms.RepaymentKind == RepaymentKind.Amortising ? Usdt.Floor(drawnPrincipalUsdt * number / terms.InstalmentCount)
        : 0m;

    /// <summary>The due date of instalment <paramref name="number"/>, counted from the draw-down.</summary>
    public static DateTimeOffset DueAt(LoanTerms terms, DateTimeOffset drawnAt, int number) =>
        drawnAt.AddSeconds(number * terms.PeriodSeconds);

    /// <summary>The due date of the last instalment.</summary>
    public static DateTimeOffset MaturityAt(LoanTerms terms, DateTimeOffset drawnAt) => DueAt(terms, drawnAt, terms.InstalmentCount);
}
