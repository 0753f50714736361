using ReFlow.Demo.Actions;
using ReFlow.Demo.Story;
using ReFlow.Domain;

namespace ReFlow.Demo.Past;

/// <summary>Builds one loan's steps from its course. Steps that depend on each other never share a moment.</summary>
sealed class LoanPlan(LoanStory story, DateTimeOffset start, Random random)
{
    // Hours of the day. Loans share them, so that many actions fall into one block.
    const int CreationHour = 1;
    const int InvestmentHour = 3;
    const int DueHour = 6;
    const int ClaimHour = 12;
    const int TransferHour = 18;

    static readonly double[] s_paymentDelayDays = [-2, -1, 0, 0, 0, 1, 2];

    readonly LoanRef _loan = new(story.LoanId, story.About.Name);
    readonly LoanTerms _terms = story.Sketch.ToTerms(start.AddDays(story.OpensOnDay).AddHours(CreationHour));
    readonly List<PlanStep> _steps = [];
    readonly Dictionary<Actor, decimal> _balances = [];

    public IReadOnlyList<PlanStep> Build()
    {
        Add(story.OpensOnDay, CreationHour, new CreateLoan(_loan, _terms, story.About));
        switch (story.Course)
        {
            case StillFunding course:
                Raise(course.FilledPercent, lastDay: Scenario.Days - 1);
                break;
            case RaiseFailed course:
                FailToRaise(course);
                break;
            case OnSchedule course:
                Draw(course.DrawnOnDay);
                PayInstalments(course.DrawnOnDay, InstalmentsDueBeforePresent(course.DrawnOnDay));
                break;
            case FallenBehind course:
                Draw(course.DrawnOnDay);
                PayInstalments(course.DrawnOnDay, course.InstalmentsPaid);
                break;
            case InDefault course:
                Draw(course.DrawnOnDay);
                PayInstalments(course.DrawnOnDay, course.InstalmentsPaid);
                Default(course.DeclaredOnDay, course.Recoveries);
                break;
            case LossTaken course:
                Draw(course.DrawnOnDay);
                PayInstalments(course.DrawnOnDay, course.InstalmentsPaid);
                Default(course.DeclaredOnDay, course.Recoveries);
                Add(course.WrittenOffOnDay, DueHour, new WriteOff(_loan));
                break;
            case PaidBack course:
                Draw(course.DrawnOnDay);
                PayInstalments(course.DrawnOnDay, story.Sketch.Instalments - 1);
                PayEverything(course);
                break;
            default:
                throw new ArgumentException($"A known course was expected, seen {story.Course}.", nameof(story));
        }

        return _steps;
    }

    void Raise(int percent, int lastDay)
    {
        var tickets = TicketSplit.Split(_terms.PrincipalTargetUsdt * percent / 100, _terms.MaximumTicketUsdt, random);
        for (var index = 0; index < tickets.Count; index++)
        {
            var (investor, amountUsdt) = tickets[index];
            // The last ticket comes on the last day: a target met early would start the seven days for drawing down too soon.
            var day = index == tickets.Count - 1 ? lastDay : random.Next(story.OpensOnDay, lastDay);
            Add(day, InvestmentHour, new Invest(_loan, investor, amountUsdt));
            _balances[investor] = _balances.GetValueOrDefault(investor) + amountUsdt;
        }
    }

    void Draw(int day)
    {
        Raise(percent: 100, lastDay: day - 1);
        Add(day, DueHour, new DrawDown(_loan));
    }

    void FailToRaise(RaiseFailed course)
    {
        var deadlineDay = story.OpensOnDay + story.Sketch.FundingDays;
        Raise(course.FilledPercent, deadlineDay - 1);
        Add(deadlineDay + 1, DueHour, new Cancel(_loan, _balances.Keys.First()));
        foreach (var (index, investor) in _balances.Keys.Take(course.RefundsTaken).Index())
            Add(deadlineDay + 2 + index, ClaimHour, new Refund(_loan, investor));
    }

    void PayInstalments(int drawnOnDay, int count)
    {
        for (var number = 1; number <= count; number++)
        {
            var dueDay = drawnOnDay + (number * story.Sketch.PeriodDays);
            var day = dueDay + s_paymentDelayDays[random.Next(s_paymentDelayDays.Length)];
            Pay(day, $"instalment {number}", new InstalmentDue(number));
            ClaimSome(day);
            if (random.Next(2) == 0)
                TradeSome(day);
        }
    }

    void Default(int day, IReadOnlyList<Recovery> recoveries)
    {
        Add(day, DueHour, new DeclareDefault(_loan, _balances.MaxBy(pair => pair.Value).Key));
        foreach (var (index, recovery) in recoveries.Index())
        {
            Pay(recovery.OnDay, $"recovery {index + 1}", new PartOfOutstanding(recovery.Percent));
            ClaimSome(recovery.OnDay);
        }
    }

    void PayEverything(PaidBack course)
    {
        var day = course.DrawnOnDay + (story.Sketch.Instalments * story.Sketch.PeriodDays);
        Pay(day, "the rest", new PayOff());
        foreach (var investor in Holders().Take(course.FinalClaims))
            Add(day + 1, ClaimHour, new Claim(_loan, investor));
    }

    void Pay(double day, string label, RepaymentSize size) =>
        Add(day, DueHour, new Repay(_loan, PaymentIds.For(_loan, label), label, size));

    void ClaimSome(double day)
    {
        foreach (var investor in Holders().Where(_ => random.Next(2) == 0).ToList())
            Add(day + random.Next(3), ClaimHour, new Claim(_loan, investor));
    }

    void TradeSome(double day)
    {
        var seller = _balances.MaxBy(pair => pair.Value).Key;
        var buyers = Actors.Investors.Where(actor => actor != seller).ToArray();
        var buyer = buyers[random.Next(buyers.Length)];
        var amountTokens = decimal.Round(_balances[seller] * random.Next(5, 30) / 100);
        Add(day + 3, TransferHour, new TransferTokens(_loan, seller, buyer, amountTokens));
        _balances[seller] -= amountTokens;
        _balances[buyer] = _balances.GetValueOrDefault(buyer) + amountTokens;
    }

    int InstalmentsDueBeforePresent(int drawnOnDay) =>
        (Scenario.Days - 4 - drawnOnDay) / story.Sketch.PeriodDays;

    IEnumerable<Actor> Holders() => _balances.Where(pair => pair.Value > 0).Select(pair => pair.Key);

    void Add(double day, int hour, DemoAction action)
    {
        var occurrence = 1 + _steps.Count(step => step.Action.GetType() == action.GetType() && step.Action.By == action.By);
        _steps.Add(new PlanStep(start.AddDays(day).AddHours(hour), action, occurrence));
    }
}
