using CsCheck;
using ReFlow.Demo.Actions;
using ReFlow.Demo.Past;
using ReFlow.Demo.Story;

namespace ReFlow.Demo.Tests.Past;

public sealed class PastPlannerTests
{
    static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset s_present = s_start.AddDays(Scenario.Days);
    static readonly Gen<int> s_seed = Gen.Int;

    [Fact]
    public void Plan_of_the_same_seed_is_the_same() =>
        s_seed.Sample(seed => Assert.Equal(Plan(seed), Plan(seed)), iter: 20);

    [Fact]
    public void Plan_of_another_seed_differs() => Assert.NotEqual(Plan(1), Plan(2));

    [Fact]
    public void Every_step_lies_in_the_past_and_after_its_loans_creation() => s_seed.Sample(
        seed =>
        {
            foreach (var loan in Plan(seed).GroupBy(step => step.Action.Loan))
            {
                var created = Assert.Single(loan, step => step.Action is CreateLoan).At;
                Assert.All(loan, step => Assert.InRange(step.At, created, s_present));
            }
        },
        iter: 100);

    [Fact]
    public void Investments_fill_exactly_what_the_course_says_within_every_ticket_limit() => s_seed.Sample(
        seed =>
        {
            var plan = Plan(seed);
            foreach (var story in Scenario.Loans)
            {
                var terms = plan.Select(step => step.Action).OfType<CreateLoan>().Single(create => create.Loan.LoanId == story.LoanId).Terms;
                var tickets = plan.Select(step => step.Action).OfType<Invest>().Where(invest => invest.Loan.LoanId == story.LoanId).ToList();
                var percent = story.Course switch { StillFunding funding => funding.FilledPercent, RaiseFailed failed => failed.FilledPercent, _ => 100 };
                Assert.Equal(terms.PrincipalTargetUsdt * percent / 100, tickets.Sum(ticket => ticket.AmountUsdt));
                Assert.All(tickets, ticket => Assert.True(ticket.AmountUsdt >= terms.MinimumTicketUsdt));
                Assert.All(tickets.GroupBy(ticket => ticket.By), own => Assert.True(own.Sum(ticket => ticket.AmountUsdt) <= terms.MaximumTicketUsdt));
            }
        },
        iter: 200);

    [Fact]
    public void Nobody_sends_more_tokens_than_they_hold() => s_seed.Sample(
        seed =>
        {
            var balances = new Dictionary<(LoanRef, Actor), decimal>();
            foreach (var action in Plan(seed).Select(step => step.Action))
            {
                if (action is Invest invest)
                    balances[(invest.Loan, invest.By)] = balances.GetValueOrDefault((invest.Loan, invest.By)) + invest.AmountUsdt;
                if (action is not TransferTokens transfer)
                    continue;
                balances[(transfer.Loan, transfer.By)] -= transfer.AmountTokens;
                balances[(transfer.Loan, transfer.To)] = balances.GetValueOrDefault((transfer.Loan, transfer.To)) + transfer.AmountTokens;
                Assert.True(balances[(transfer.Loan, transfer.By)] >= 0);
            }
        },
        iter: 100);

    [Fact]
    public void Payments_have_ids_of_their_own() => s_seed.Sample(
        seed =>
        {
            var ids = Plan(seed).Select(step => step.Action).OfType<Repay>().Select(repay => repay.PaymentId).ToList();
            Assert.Equal(ids.Count, ids.Distinct().Count());
        },
        iter: 20);

    [Fact]
    public void Loan_ids_depend_on_no_seed() =>
        Assert.Equal(Plan(1).Select(step => step.Action.Loan).Distinct().OrderBy(loan => loan.Name), Plan(2).Select(step => step.Action.Loan).Distinct().OrderBy(loan => loan.Name));

    [Fact]
    public void Scenario_has_twelve_loans_of_every_repayment_kind_in_all_seven_courses()
    {
        Assert.Equal(12, Scenario.Loans.Count);
        Assert.Equal(7, Scenario.Loans.Select(story => story.Course.GetType()).Distinct().Count());
        Assert.Equal(3, Scenario.Loans.Select(story => story.Sketch.Kind).Distinct().Count());
        string[] sectors = ["Agriculture", "Fisheries", "Forestry", "SME", "Other"];
        Assert.All(Scenario.Loans, story => Assert.Contains(story.About.Sector, sectors));
        Assert.All(Scenario.Loans, story => Assert.Matches("^[A-E]$", story.About.Grade));
    }

    static IReadOnlyList<PlanStep> Plan(int seed) => PastPlanner.Plan(Scenario.Loans, s_start, seed);
}
