using System.Numerics;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.JsonRpc;
using ReFlow.Chain.Signing;
using ReFlow.Domain;

namespace ReFlow.Chain.Tests.Live;

/// <summary>Market, Batch and Lens on a real node, driven and read through the bindings.</summary>
public sealed class TradingTests(AnvilNode anvil)
{
    static readonly PrivateKey s_seller = DevelopmentAccounts.Investors[1];
    static readonly PrivateKey s_buyer = DevelopmentAccounts.Investors[2];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    EthereumClient Chain => anvil.Client;

    [Fact]
    public async Task Loan_invested_in_by_batch_and_sold_by_listing_and_signed_order_is_solvent_by_the_lens()
    {
        var contracts = await DevelopmentContracts.DeployAsync(Chain, Token);
        var (created, _) = await contracts.CreateLoanAsync("traded", await contracts.TermsAsync(Token), Token);
        var loan = created.Loan;
        var (seller, buyer) = (contracts.Sender(s_seller), contracts.Sender(s_buyer));
        var market = DevelopmentDeployment.Market;
        await FundAsync(contracts, s_seller, DevelopmentDeployment.Batch);
        await FundAsync(contracts, s_buyer, market);
        await seller.SendAsync(DevelopmentDeployment.Batch, BatchContract.EncodeInvest([new(loan, Units(10_000m))]), Token);
        await contracts.Originator.SendAsync(loan, LoanContract.EncodeDrawDown(), Token);
        await seller.SendAsync(loan, LoanContract.EncodeApprove(market, Units(1_000m)), Token);

        var expiry = (await Chain.GetHeaderAsync(BlockReference.Latest, Token))!.Timestamp.AddDays(7).ToUnixTimeSeconds();
        var listing = await seller.SendAsync(market, MarketContract.EncodeList(loan, Units(500m), 9_500, expiry), Token);
        var listed = Single<Listed>(listing, Listed.TryDecode);
        Assert.Equal(new Listed(listed.Id, seller.Address, loan, Units(500m), 9_500, expiry, 0), listed);
        Assert.Equal(
            new MarketListing(seller.Address, 9_500, expiry, loan, Units(500m)),
            MarketContract.DecodeListing(await Chain.CallAsync(market, MarketContract.EncodeListing(listed.Id), Token)));

        var quote = MarketContract.DecodeQuote(await Chain.CallAsync(market, MarketContract.EncodeQuote(loan, Units(100m), 9_500), Token));
        Assert.Equal(new MarketQuote(Units(95m), Units(0.95m)), quote);
        var bounds = new MarketBounds(quote.Total, Units(9_000m), 0, expiry);
        var fill = await buyer.SendAsync(market, MarketContract.EncodeFill(listed.Id, Units(100m), bounds), Token);
        Assert.Equal(
            new Filled(listed.Id, buyer.Address, loan, Units(100m), Units(95m), Units(0.95m), Units(400m), Units(10_000m), 0),
            Single<Filled>(fill, Filled.TryDecode));

        var order = new MarketOrder(seller.Address, loan, Units(50m), 10_000, expiry, 7);
        var orderHash = MarketContract.DecodeHashOrder(await Chain.CallAsync(market, MarketContract.EncodeHashOrder(order), Token));
        var signature = s_seller.Sign(orderHash).ToByteArray();
        Assert.True(MarketContract.DecodeIsOrderSigned(await Chain.CallAsync(market, MarketContract.EncodeIsOrderSigned(order, signature), Token)));
        Assert.False(MarketContract.DecodeIsOrderSigned(
            await Chain.CallAsync(market, MarketContract.EncodeIsOrderSigned(order, s_buyer.Sign(orderHash).ToByteArray()), Token)));
        var bought = await buyer.SendAsync(market, MarketContract.EncodeFillOrder(order, signature, Units(50m), bounds), Token);
        Assert.Equal(orderHash, Single<OrderFilled>(bought, OrderFilled.TryDecode).OrderHash);
        Assert.Equal(Units(50m), MarketContract.DecodeFilled(await Chain.CallAsync(market, MarketContract.EncodeFilled(orderHash), Token)));

        await AssertSolventAsync(loan);
    }

    [Fact]
    public async Task Fill_outside_of_the_buyers_bounds_is_refused_with_the_figures()
    {
        var contracts = await DevelopmentContracts.DeployAsync(Chain, Token);
        var bounds = new MarketBounds(0, 0, 0, 0);
        var exception = await Assert.ThrowsAsync<JsonRpcException>(() => contracts.Sender(s_buyer).SendAsync(
            DevelopmentDeployment.Market, MarketContract.EncodeFill(1_000_000, 1, bounds), Token));
        Assert.Equal("NoSuchListing(id: 1000000)", exception.RevertReason);
    }

    async Task AssertSolventAsync(Address loan)
    {
        var lens = DevelopmentDeployment.Lens;
        var holders = new[] { s_seller.Address, s_buyer.Address }.Order().ToList();
        var solvency = LensContract.DecodeSolvency(await Chain.CallAsync(lens, LensContract.EncodeSolvency(loan, holders), Token));
        Assert.True(solvency.All, solvency.ToString());
        Assert.Equal(Units(10_000m), solvency.SumOfBalances);
        IReadOnlyList<Address> one = [s_seller.Address];
        var ofOne = LensContract.DecodeSolvency(await Chain.CallAsync(lens, LensContract.EncodeSolvency(loan, one), Token));
        var many = await Chain.CallAsync(lens, LensContract.EncodeSolvencies([loan, loan, loan], [holders, [], one]), Token);
        Assert.Equal([solvency, ofOne], LensContract.DecodeSolvencies(many) is [var first, _, var last] ? [first, last] : []);
        var all = LensContract.DecodeLoan(await Chain.CallAsync(lens, LensContract.EncodeLoan(loan), Token));
        Assert.Equal(LoanStatus.Active, all.State);
        Assert.Equal(all, Assert.Single(LensContract.DecodeLoans(await Chain.CallAsync(lens, LensContract.EncodeLoans([loan]), Token))));
        var balances = LensContract.DecodeHolders(await Chain.CallAsync(lens, LensContract.EncodeHolders(loan, holders), Token));
        Assert.Equal(Units(150m), balances.Single(holder => holder.Holder == s_buyer.Address).Par);
        Assert.Equal(Units(850m), balances.Single(holder => holder.Holder == s_seller.Address).MarketAllowance);
    }

    static async Task FundAsync(DevelopmentContracts contracts, PrivateKey key, Address spender)
    {
        await contracts.Admin.SendAsync(DevelopmentDeployment.Usdt, TetherUsdContract.EncodeIssue(key.Address, Units(20_000m)), Token);
        await contracts.Sender(key).SendAsync(DevelopmentDeployment.Usdt, TetherUsdContract.EncodeApprove(spender, Units(20_000m)), Token);
    }

    static BigInteger Units(decimal amountUsdt) => Usdt.ToBaseUnits(amountUsdt);

    delegate bool Decoding<T>(LogEntry log, out T? decoded);

    static T Single<T>(TransactionReceipt receipt, Decoding<T> tryDecode)
        where T : class => receipt.Logs.Select(log => tryDecode(log, out var decoded) ? decoded : null).OfType<T>().Single();
}
