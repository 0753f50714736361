using ReFlow.Domain;

namespace ReFlow.Demo.Actions;

/// <summary>How much USDT a repayment needs at the block that will carry it.</summary>
static class RepaymentAmount
{
    const decimal CentsPerUsdt = 100m;

    // The payoff is a limit that the contract applies; whatever it is exceeded by stays with the payer.
    const decimal PayOffMargin = 1.01m;

    /// <summary>The amount that covers <paramref name="size"/> at <paramref name="paidAt"/>, rounded up to a cent; what exceeds the interest repays principal.</summary>
    public static decimal For(RepaymentSize size, LoanSnapshot loan, DateTimeOffset paidAt)
    {
        var sinceSnapshot = (long)(paidAt - loan.AsOf).TotalSeconds + 1;
        var chargesUsdt = loan.AccruedInterestUsdt + loan.LateFeeUsdt
            + Accrual.SimpleInterestUsdt(loan.OutstandingUsdt, loan.Terms.AnnualRateBps, sinceSnapshot);
        var amountUsdt = size switch
        {
            InstalmentDue instalment => chargesUsdt + PrincipalDueUsdt(loan, instalment.Number),
            PayOff => (chargesUsdt + loan.OutstandingUsdt) * PayOffMargin,
            PartOfOutstanding part => loan.OutstandingUsdt * part.Percent / 100,
            _ => throw new ArgumentException($"A known size was expected, seen {size}.", nameof(size)),
        };
        return decimal.Ceiling(amountUsdt * CentsPerUsdt) / CentsPerUsdt;
    }

    static decimal PrincipalDueUsdt(LoanSnapshot loan, int number)
    {
        var paidUsdt = loan.SupplyTokens - loan.OutstandingUsdt;
        return Math.Max(0, RepaymentSchedule.ScheduledPrincipalUsdt(loan.Terms, loan.SupplyTokens, number) - paidUsdt);
    }
}
