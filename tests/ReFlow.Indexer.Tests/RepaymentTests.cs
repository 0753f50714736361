using Microsoft.EntityFrameworkCore;
using ReFlow.Data;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

public sealed class RepaymentTests(IndexerServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shares_of_a_holder_add_up_to_what_it_claimed_and_can_claim()
    {
        await using var chain = await LoanChain.StartAsync();
        var loans = await History.MakeAllPhasesAsync(chain);
        await History.TradeAsync(chain, loans[3]);
        await History.ActAsync(chain, [loans[3]], seed: 9, actions: 25);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        await using var context = indexer.CreateContext();
        foreach (var loan in await context.Loans.AsNoTracking().Where(loan => loan.DistributionCount > 0).ToListAsync(Token))
        {
            var repayments = await RepaymentQuery.ReadAsync(indexer.DataSource, loan.Id, holder: null, Token);
            Assert.NotEmpty(repayments);
            var holdings = await context.Holdings.AsNoTracking().Include(holding => holding.User).Where(holding => holding.LoanId == loan.Id).ToListAsync(Token);
            foreach (var holding in holdings)
            {
                var mine = repayments.Where(repayment => repayment.Holder == holding.User!.Address).ToArray();
                Assert.Equal(holding.ClaimedUsdt + holding.ClaimableUsdt(loan), mine.Sum(repayment => repayment.ShareUsdt));
                Assert.Equal(holding.ClaimableUsdt(loan), mine.Sum(repayment => repayment.ClaimableUsdt));
                Assert.All(mine, repayment => Assert.InRange(repayment.PaidUsdt, 0m, repayment.ShareUsdt));
                Assert.Equal(mine, await RepaymentQuery.ReadAsync(indexer.DataSource, loan.Id, holding.User!.Address, Token));
            }
        }
    }
}
