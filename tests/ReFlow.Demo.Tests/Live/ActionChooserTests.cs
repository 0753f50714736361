using CsCheck;
using ReFlow.Chain;
using ReFlow.Demo.Actions;
using ReFlow.Demo.Live;
using ReFlow.Demo.Story;
using ReFlow.Domain;

namespace ReFlow.Demo.Tests.Live;

public sealed class ActionChooserTests
{
    static readonly DateTimeOffset s_now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    static readonly Gen<World> s_world =
        from loans in Gen.Select(Gen.Int[0, 6], Gen.Int[0, 100], Gen.Int[0, 400]).Array[0, 8]
        from positions in Gen.Select(Gen.Int[0, 7], Gen.Int[0, 5], Gen.Int[0, 2_000], Gen.Int[0, 50]).Array[0, 20]
        from balances in Gen.Int[0, 5_000].Array[6]
        select new World(
            s_now,
            [.. loans.Select((loan, index) => Loan(index, (LoanStatus)loan.Item1, loan.Item2, loan.Item3))],
            [.. positions.Where(p => p.Item1 < loans.Length).Select(p => new Position(Ref(p.Item1), Actors.Investors[p.Item2], p.Item3, p.Item4)).DistinctBy(p => (p.Loan, p.Holder))],
            Actors.Investors.Zip(balances).ToDictionary(pair => pair.First, pair => (decimal)pair.Second),
            loans.Length);

    [Fact]
    public void Chosen_action_is_possible_in_its_world() => Gen.Select(s_world, Gen.Int).Sample((world, seed) =>
    {
        switch (new ActionChooser(new DemoOptions { LoansInFunding = 1 }, new Random(seed)).Choose(world))
        {
            case Invest invest:
                var offer = world.Loans.Single(loan => loan.Loan == invest.Loan);
                Assert.Equal(LoanStatus.Funding, offer.Status);
                Assert.InRange(invest.AmountUsdt, Math.Min(offer.Terms.MinimumTicketUsdt, offer.RemainingUsdt), Math.Min(offer.RemainingUsdt, world.BalancesUsdt[invest.By]));
                Assert.True(invest.AmountUsdt + BalanceOf(world, invest) <= offer.Terms.MaximumTicketUsdt);
                break;
            case TransferTokens transfer:
                Assert.InRange(transfer.AmountTokens, 0.000001m, BalanceOf(world, transfer));
                Assert.NotEqual(transfer.By, transfer.To);
                break;
            case Claim claim:
                Assert.True(world.Positions.Single(position => position.Loan == claim.Loan && position.Holder == claim.By).ClaimableUsdt > 0);
                break;
            case Repay repay:
                Assert.Equal(LoanStatus.Active, world.Loans.Single(loan => loan.Loan == repay.Loan).Status);
                break;
        }
    });

    [Fact]
    public void Choice_depends_on_nothing_but_world_options_and_random_numbers() => Gen.Select(s_world, Gen.Int).Sample((world, seed) =>
        Assert.Equal(
            new ActionChooser(new DemoOptions(), new Random(seed)).Choose(world),
            new ActionChooser(new DemoOptions(), new Random(seed)).Choose(world)));

    [Fact]
    public void New_loan_is_opened_when_too_few_collect_money()
    {
        var world = new World(s_now, [Loan(0, LoanStatus.Funding, filledPercent: 100, daysSinceDrawn: 0)], [], Balances(10_000m), LoanCount: 12);

        var created = Assert.IsType<CreateLoan>(new ActionChooser(new DemoOptions(), new Random(1)).Choose(world));

        Assert.EndsWith("#13", created.About.Name, StringComparison.Ordinal);
        Assert.Equal(LoanMetadata.NameIn(created.About.Uri), created.About.Name);
    }

    [Fact]
    public void Instalment_that_is_due_is_paid_before_anything_else()
    {
        var due = Loan(0, LoanStatus.Active, filledPercent: 100, daysSinceDrawn: 30);
        var world = new World(s_now, [due], [], Balances(10_000m), LoanCount: 1);

        var repay = Assert.IsType<Repay>(new ActionChooser(new DemoOptions(), new Random(1)).Choose(world));

        Assert.Equal(new InstalmentDue(1), repay.Size);
        Assert.Equal(repay, new ActionChooser(new DemoOptions(), new Random(2)).Choose(world));
    }

    static Dictionary<Actor, decimal> Balances(decimal usdt) => Actors.Investors.ToDictionary(actor => actor, _ => usdt);

    static decimal BalanceOf(World world, DemoAction action) =>
        world.Positions.SingleOrDefault(position => position.Loan == action.Loan && position.Holder == action.By)?.BalanceTokens ?? 0;

    static LoanRef Ref(int index) => new(Keccak256.Hash([(byte)index]), $"Loan {index}");

    static LoanSnapshot Loan(int index, LoanStatus status, int filledPercent, int daysSinceDrawn)
    {
        var terms = new LoanSketch(10_000m, 12m, RepaymentKind.Amortising, 30, 6, 21).ToTerms(s_now.AddDays(-5));
        var supply = terms.PrincipalTargetUsdt * filledPercent / 100;
        var isDrawn = status is not (LoanStatus.Funding or LoanStatus.Cancelled);
        return new LoanSnapshot(
            Ref(index), Address.Zero, terms, status, supply, isDrawn ? supply : 0, 0, 0, 0, 0, isDrawn ? s_now.AddDays(-daysSinceDrawn) : null, s_now);
    }
}
