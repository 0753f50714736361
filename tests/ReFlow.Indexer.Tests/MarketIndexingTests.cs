using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.Signing;
using ReFlow.Data;
using ReFlow.Domain;
using ReFlow.Indexer.Commands;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

public sealed class MarketIndexingTests(IndexerServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trades_members_and_payouts_equal_the_contracts_views_through_reorgs_and_both_ways_of_reading()
    {
        await using var chain = await LoanChain.StartAsync();
        var loans = await History.MakeAllPhasesAsync(chain);
        await using var following = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await following.StartAsync();
        await History.TradeAsync(chain, loans[3]);
        await History.ActAsync(chain, loans, seed: 5, actions: 12);
        await AssertEqualAsync(following, chain);

        // Into the allow-list's and the guardian's events, then into the trades.
        foreach (var depth in new[] { 3, 11, 14, 9 })
        {
            var before = await following.DigestAsync();
            await chain.Node.ReorgAsync(depth);
            chain.ForgetNonces();
            await AssertEqualAsync(following, chain);
            Assert.NotEmpty((await following.DigestAsync()).DifferencesTo(before));
            Assert.Empty((await following.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
        }

        await using var byRange = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await byRange.WithOption("HeadWindowBlocks", "1").WithOption("RangeBlocks", "9").StartAsync();
        await byRange.CatchUpAsync(chain.Client);
        Assert.Empty((await byRange.DigestAsync()).DifferencesTo(await following.DigestAsync()));
    }

    [Fact]
    public async Task Fees_that_USDT_refuses_to_send_to_the_treasury_are_owed_by_the_loan_and_waived_by_the_market()
    {
        await using var chain = await LoanChain.StartAsync();
        await CallUsdtAsync(chain, "addBlackList(address)", DevelopmentAccounts.Treasury.Address.ToByteArray());
        await CallUsdtAsync(chain, "setBlocksReceivers(bool)", 1);
        var loan = await MakeActiveAsync(chain);
        await chain.FillAsync(await chain.ListAsync(loan, seller: 0, 1_000m, priceBps: 9_800), buyer: 3, 400m);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        await using var context = indexer.CreateContext();
        Assert.Equal(100m, (await context.Loans.AsNoTracking().SingleAsync(Token)).FeesOwedUsdt);
        var fill = await context.Fills.SingleAsync(Token);
        Assert.Equal((392m, 0m), (fill.TotalUsdt, fill.FeeUsdt));
        Assert.Equal(392m, (await context.Transactions.SingleAsync(row => row.Kind == TransactionKind.Sell, Token)).AmountUsdt);
        var verify = indexer.Services.GetServices<IIndexerCommand>().Single(command => command.Name == "verify");
        Assert.Empty((await verify.RunAsync(new Progress<string>(), Token)).Differences);
        await indexer.ExecuteAsync("update loans set fees_owed = 0");
        Assert.Contains((await verify.RunAsync(new Progress<string>(), Token)).Differences, difference => difference.Contains(", fees owed: chain 100", StringComparison.Ordinal));

        // The next fee that can be sent takes along what is owed.
        await CallUsdtAsync(chain, "setBlocksReceivers(bool)", 0);
        await chain.Node.AdvanceAsync(TimeSpan.FromDays(30));
        await chain.DistributeAsync(loan, 1_765.30m);
        await indexer.CatchUpAsync(chain.Client);
        Assert.Equal(0m, (await context.Loans.AsNoTracking().SingleAsync(Token)).FeesOwedUsdt);
        Assert.Empty((await verify.RunAsync(new Progress<string>(), Token)).Differences);
    }

    [Fact]
    public async Task Trade_costs_the_buyer_what_it_paid_and_relieves_the_seller_pro_rata()
    {
        await using var chain = await LoanChain.StartAsync();
        var loan = await MakeActiveAsync(chain);
        await History.TradeAsync(chain, loan);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);

        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        await using var context = indexer.CreateContext();
        var fills = await context.Fills.OrderBy(fill => fill.BlockNumber).Include(fill => fill.Buyer).Include(fill => fill.Seller).ToListAsync(Token);
        // 400.000001 at 98 %, 599.999999 at 101 %, 120 and 80 at 95 %, each rounded up to a unit.
        Assert.Equal([392.000001m, 605.999999m, 114m, 76m], fills.Select(fill => fill.TotalUsdt));
        Assert.All(fills, fill => Assert.Equal(Usdt.Floor(fill.TotalUsdt / 100m), fill.FeeUsdt));
        Assert.Equal([1L, 1L, null, null], fills.Select(fill => fill.ListingNumber));

        var holdings = await context.Holdings.Include(holding => holding.User).ToDictionaryAsync(holding => holding.User!.Address, Token);
        Assert.Equal((4_800m, 4_800m), (holdings[LoanChain.Investors[0].Address].BalanceTokens, holdings[LoanChain.Investors[0].Address].InvestedUsdt));
        Assert.Equal((400.000001m, 392.000001m), (holdings[LoanChain.Investors[3].Address].BalanceTokens, holdings[LoanChain.Investors[3].Address].InvestedUsdt));
        Assert.Equal((120m, 114m), (holdings[LoanChain.Investors[2].Address].BalanceTokens, holdings[LoanChain.Investors[2].Address].InvestedUsdt));
        Assert.Equal(4_000m + 605.999999m + 76m, holdings[LoanChain.Investors[1].Address].InvestedUsdt);

        var kinds = await context.Transactions.Where(row => row.Type == TransactionType.Trade).GroupBy(row => row.Kind).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, Token);
        Assert.Equal(
            new Dictionary<TransactionKind, int> { [TransactionKind.Buy] = 4, [TransactionKind.Sell] = 4, [TransactionKind.List] = 3, [TransactionKind.Reprice] = 1, [TransactionKind.CancelListing] = 1 },
            kinds);
        Assert.Equal(1_187.999999m + 0.000001m, await context.Transactions.Where(row => row.Kind == TransactionKind.Buy).SumAsync(row => row.AmountUsdt, Token));
        Assert.Contains(PlatformRole.Originator, await context.RoleChanges.Select(change => change.Role).ToListAsync(Token));
        Assert.NotNull((await context.Loans.SingleAsync(Token)).PausedUntil);
    }

    [Fact]
    public async Task Market_that_is_not_ours_is_ignored_and_its_sale_is_a_plain_transfer()
    {
        await using var chain = await LoanChain.StartAsync();
        var loan = await MakeActiveAsync(chain);
        // The same code over the same factory: everything about its events looks right except who emits them.
        byte[] initCode = [.. ContractArtifact.Market.Bytecode.Span, .. new byte[12], .. DevelopmentDeployment.Factory.ToByteArray()];
        var decoy = (await chain.SendAsync(LoanChain.Investors[5], to: null, initCode)).ContractAddress!.Value;
        await chain.SendAsync(LoanChain.Investors[0], loan, LoanContract.EncodeApprove(decoy, LoanChain.Units(500m)));
        await chain.SendAsync(LoanChain.Investors[0], decoy, MarketContract.EncodeList(loan, LoanChain.Units(500m), 10_000, 4_000_000_000));
        await chain.SendAsync(LoanChain.Investors[3], DevelopmentDeployment.Usdt, TetherUsdContract.EncodeApprove(decoy, LoanChain.Units(500m)));
        await chain.SendAsync(
            LoanChain.Investors[3], decoy, MarketContract.EncodeFill(1, LoanChain.Units(500m), new MarketBounds(LoanChain.Units(500m), 0, LoanChain.Units(1_000_000m) * LoanChain.Units(1_000_000m), 4_000_000_000)));
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);

        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        Assert.Equal((0, 0), (await indexer.CountAsync("listings"), await indexer.CountAsync("fills")));
        await using var context = indexer.CreateContext();
        Assert.DoesNotContain(decoy, await context.ChainLogs.Select(log => log.Address).ToListAsync(Token));
        var buyer = await context.Holdings.SingleAsync(holding => holding.User!.Address == LoanChain.Investors[3].Address, Token);
        Assert.Equal((500m, 0m), (buyer.BalanceTokens, buyer.InvestedUsdt));
        Assert.Equal(TransactionKind.Transfer, (await context.Transactions.SingleAsync(row => row.Type == TransactionType.Trade, Token)).Kind);
    }

    [Fact]
    public async Task Platform_totals_are_the_sums_of_the_tables()
    {
        await using var chain = await LoanChain.StartAsync();
        var loans = await History.MakeAllPhasesAsync(chain);
        await History.TradeAsync(chain, loans[3]);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);

        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        await using var context = indexer.CreateContext();
        var totals = await context.PlatformTotals.AsNoTracking().SingleAsync(Token);
        var rows = await context.Loans.AsNoTracking().ToListAsync(Token);
        Assert.Equal(rows.Where(loan => loan.Phase != LoanPhase.Cancelled).Sum(loan => loan.RaisedUsdt), totals.RaisedUsdt);
        Assert.Equal(rows.Sum(loan => loan.OutstandingUsdt), totals.OutstandingUsdt);
        Assert.Equal(rows.Sum(loan => loan.PrincipalReceivedUsdt), totals.PrincipalRepaidUsdt);
        Assert.Equal(rows.Sum(loan => loan.InterestReceivedUsdt), totals.InterestPaidUsdt);
        Assert.Equal(rows.Sum(loan => loan.LossUsdt), totals.LossUsdt);
        Assert.Equal((5, 1, 1, 1, 0, 1, 1, 1), (
            totals.LoanCount, totals.FundingCount, totals.CancelledCount, totals.ActiveCount, totals.DefaultedCount, totals.RepaidCount, totals.ClosedCount, totals.EverDefaultedCount));
        Assert.Equal(await context.Investments.Select(row => row.UserId).Distinct().CountAsync(Token), totals.InvestorCount);
        Assert.Equal((await context.Fills.SumAsync(fill => fill.TotalUsdt, Token), 4), (totals.TradedUsdt, totals.TradeCount));
    }

    static async Task<Address> MakeActiveAsync(LoanChain chain)
    {
        var loan = await chain.CreateLoanAsync(RepaymentKind.Amortising);
        await chain.InvestAsync(loan, 0, 6_000m);
        await chain.InvestAsync(loan, 1, 4_000m);
        await chain.DrawDownAsync(loan);
        return loan;
    }

    static async Task AssertEqualAsync(IndexerHarness indexer, LoanChain chain)
    {
        await indexer.CatchUpAsync(chain.Client);
        await ChainComparison.AssertEqualAsync(indexer, chain.Client);
        await MarketComparison.AssertEqualAsync(indexer, chain.Client);
    }

    static Task CallUsdtAsync(LoanChain chain, string function, params byte[] argument) => chain.SendAsync(
        DevelopmentAccounts.Admin,
        DevelopmentDeployment.Usdt,
        [.. Keccak256.Hash(Encoding.ASCII.GetBytes(function)).ToByteArray()[..4], .. new byte[Hash32.Length - argument.Length], .. argument]);
}
