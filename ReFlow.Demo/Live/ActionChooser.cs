using ReFlow.Demo.Actions;
using ReFlow.Demo.Story;
using ReFlow.Domain;

namespace ReFlow.Demo.Live;

/// <summary>Decides what happens next. Pure: the same world, options and random numbers give the same action.</summary>
sealed class ActionChooser(DemoOptions options, Random random)
{
    const decimal RoundUsdt = 50m;

    // Restock.id pays what falls due within this time. It leaves late loans alone: the demo wants to keep showing them.
    static readonly TimeSpan s_paysAhead = TimeSpan.FromDays(1);

    /// <summary>The next action; null when nothing can happen in this world.</summary>
    public DemoAction? Choose(World world) =>
        PayInstalmentDue(world)
        ?? OpenLoan(world)
        ?? PayOffOldest(world)
        ?? random.Next(100) switch
        {
            < 55 => Invest(world) ?? Claim(world),
            < 75 => Claim(world) ?? Invest(world),
            < 87 => Transfer(world) ?? Invest(world),
            < 94 => PayEarly(world) ?? Invest(world),
            _ => Refund(world) ?? Invest(world),
        };

    static DemoAction? PayInstalmentDue(World world) =>
        world.Loans.Where(loan => loan.Status == LoanStatus.Active && loan.NextDueAt - world.Now < s_paysAhead)
            .OrderBy(loan => loan.NextDueAt)
            .Select(PayNext)
            .FirstOrDefault();

    DemoAction? OpenLoan(World world) =>
        world.Loans.Count(loan => loan.Status == LoanStatus.Funding && loan.RemainingUsdt > 0) < options.LoansInFunding
            ? LoanIdeas.Next(world.LoanCount, world.Now, random)
            : null;

    DemoAction? PayOffOldest(World world)
    {
        var active = world.Loans.Where(loan => loan.Status == LoanStatus.Active).OrderBy(loan => loan.DrawnAt).ToList();
        return active.Count > options.ActiveLoans ? Pay(active[0], "the rest", new PayOff()) : null;
    }

    DemoAction? Invest(World world)
    {
        var offers =
            from loan in world.Loans
            where loan.Status == LoanStatus.Funding && loan.Terms.FundingDeadline > world.Now.AddMinutes(1) && loan.RemainingUsdt > 0
            from investor in Actors.Investors
            let roomUsdt = loan.Terms.MaximumTicketUsdt - BalanceOf(world, loan, investor)
            let mostUsdt = Math.Min(Math.Min(roomUsdt, loan.RemainingUsdt), world.BalancesUsdt.GetValueOrDefault(investor))
            let leastUsdt = Math.Min(loan.Terms.MinimumTicketUsdt, loan.RemainingUsdt)
            where mostUsdt >= leastUsdt
            select new { loan, investor, mostUsdt, leastUsdt };
        if (Pick([.. offers]) is not { } offer)
            return null;

        var wishUsdt = offer.loan.Terms.PrincipalTargetUsdt * random.Next(1, 9) / 100;
        var amountUsdt = Math.Clamp(decimal.Round(wishUsdt / RoundUsdt) * RoundUsdt, offer.leastUsdt, offer.mostUsdt);
        return new Invest(offer.loan.Loan, offer.investor, amountUsdt);
    }

    DemoAction? Claim(World world) =>
        Pick([.. world.Positions.Where(position => position.ClaimableUsdt > 0)]) is { } position ? new Claim(position.Loan, position.Holder) : null;

    DemoAction? Transfer(World world)
    {
        var movable = world.Positions.Where(position => position.BalanceTokens > RoundUsdt && StatusOf(world, position.Loan) is LoanStatus.Active or LoanStatus.Late);
        if (Pick([.. movable]) is not { } position)
            return null;
        var to = Pick([.. Actors.Investors.Where(actor => actor != position.Holder)])!;
        var amountTokens = Math.Max(1, decimal.Round(position.BalanceTokens * random.Next(1, 15) / 100));
        return new TransferTokens(position.Loan, position.Holder, to, amountTokens);
    }

    DemoAction? PayEarly(World world) =>
        // The contract settles an instalment at the earliest one period before it is due.
        Pick([.. world.Loans.Where(loan => loan.Status == LoanStatus.Active
            && loan.NextDueAt is { } dueAt && dueAt.AddSeconds(-loan.Terms.PeriodSeconds) <= world.Now)]) is { } loan ? PayNext(loan) : null;

    DemoAction? Refund(World world) =>
        Pick([.. world.Positions.Where(position => position.BalanceTokens > 0 && StatusOf(world, position.Loan) == LoanStatus.Cancelled)]) is { } position
            ? new Refund(position.Loan, position.Holder)
            : null;

    static Repay PayNext(LoanSnapshot loan) => loan.SettledInstalments + 1 >= loan.Terms.InstalmentCount
        ? Pay(loan, "the rest", new PayOff())
        : Pay(loan, $"instalment {loan.SettledInstalments + 1}", new InstalmentDue(loan.SettledInstalments + 1));

    // The number of payments so far makes the id new after a payment that was too small to settle its instalment.
    static Repay Pay(LoanSnapshot loan, string label, RepaymentSize size) =>
        new(loan.Loan, PaymentIds.For(loan.Loan, $"{label}, payment {loan.DistributionCount + 1}"), label, size);

    static decimal BalanceOf(World world, LoanSnapshot loan, Actor investor) =>
        world.Positions.FirstOrDefault(position => position.Loan == loan.Loan && position.Holder == investor)?.BalanceTokens ?? 0;

    static LoanStatus? StatusOf(World world, LoanRef loan) => world.Loans.FirstOrDefault(snapshot => snapshot.Loan == loan)?.Status;

    T? Pick<T>(IReadOnlyList<T> choices)
        where T : class =>
        choices.Count == 0 ? default : choices[random.Next(choices.Count)];
}
