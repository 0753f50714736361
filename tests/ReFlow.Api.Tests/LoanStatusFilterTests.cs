using CsCheck;
using Microsoft.EntityFrameworkCore;
using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Api.Tests;

public sealed class LoanStatusFilterTests(ApiServers servers)
{
    // Times are around the moment at which the loan becomes late, and anywhere.
    static readonly Gen<(LoanPhase Phase, int Settled, int Count, long PeriodSeconds, long DrawnSecondsAgo, decimal Outstanding)> s_loans =
        from phase in Gen.Enum<LoanPhase>()
        from count in Gen.Int[1, 12]
        from settled in Gen.Int[0, count]
        from period in Gen.OneOf(Gen.Const(1L), Gen.Const(60L), Gen.Const(86_400L), Gen.Const(30 * 86_400L))
        from ago in Gen.OneOf(Gen.Long[0, 400 * 86_400L], Gen.Long[-2, 2].Select(delta => ((settled + 1) * period) + (5 * 86_400L) + delta))
        from outstanding in Gen.OneOf(Gen.Const(0m), Gen.Const(0.000001m), Gen.Const(5_000m))
        select (phase, settled, count, period, ago, outstanding);

    [Fact]
    public async Task Database_and_rule_agree_on_the_status_of_any_loan()
    {
        var database = await servers.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var context = new ReFlowDbContext(new DbContextOptionsBuilder<ReFlowDbContext>().UseNpgsql(database).Options);
        await context.Database.MigrateAsync(TestContext.Current.CancellationToken);

        await s_loans.Array[200].SampleAsync(
            async rows =>
            {
                var loans = rows.Select((row, index) => ReadModel.Loan(
                    index + 1, row.Phase, row.Outstanding, row.Settled, row.Count, row.PeriodSeconds,
                    ReadModel.BlockTime.AddSeconds(-row.DrawnSecondsAgo))).ToArray();
                await context.Loans.ExecuteDeleteAsync();
                context.ChangeTracker.Clear();
                context.Loans.AddRange(loans);
                await context.SaveChangesAsync();

                foreach (var status in Enum.GetValues<LoanStatus>())
                {
                    var expected = loans.Where(loan => LoanStatusRule.StatusAt(loan.ToTerms(), loan.ToProgress(), ReadModel.BlockTime) == status).Select(loan => loan.Id).Order();
                    var seen = await context.Loans.AsNoTracking().WithStatusAt([status], ReadModel.BlockTime).Select(loan => loan.Id).ToListAsync();
                    if (!expected.SequenceEqual(seen.Order()))
                        return false;
                }

                return true;
            },
            iter: 5,
            threads: 1);
    }
}
