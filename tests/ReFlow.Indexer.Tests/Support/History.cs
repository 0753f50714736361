using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.JsonRpc;
using ReFlow.Chain.Signing;
using ReFlow.Domain;

namespace ReFlow.Indexer.Tests.Support;

/// <summary>Histories that reach every event and every phase.</summary>
static class History
{
    /// <summary>Five loans: amortising and paying, repaid, cancelled with refunds, defaulted and written off, and one still funding.</summary>
    public static async Task<IReadOnlyList<Address>> MakeAllPhasesAsync(LoanChain chain)
    {
        var repaid = await MakeRepaidAsync(chain);
        var cancelled = await MakeCancelledAsync(chain);
        var closed = await MakeWrittenOffAsync(chain);
        var paying = await MakePayingAsync(chain);
        var funding = await chain.CreateAndInvestInOneBlockAsync(250m);
        return [repaid, cancelled, closed, paying, funding];
    }

    /// <summary>Trades of an active loan: listings that are filled in part and whole, repriced, taken back, and a signed order; and what the allow-list and the guardian can say.</summary>
    public static async Task TradeAsync(LoanChain chain, Address loan)
    {
        var first = await chain.ListAsync(loan, seller: 0, 1_000m, priceBps: 9_800);
        await chain.FillAsync(first, buyer: 3, 400.000001m);
        await chain.SendAsync(LoanChain.Investors[0], DevelopmentDeployment.Market, MarketContract.EncodeReprice(first, 10_100));
        await chain.FillAsync(first, buyer: 1, 599.999999m);
        var second = await chain.ListAsync(loan, seller: 1, 50m, priceBps: 11_000);
        await chain.SendAsync(LoanChain.Investors[1], DevelopmentDeployment.Market, MarketContract.EncodeDelist(second));
        await chain.ListAsync(loan, seller: 3, 25m, priceBps: 10_500);

        var head = await chain.Client.GetHeaderAsync(BlockReference.Latest, TestContext.Current.CancellationToken);
        var order = new MarketOrder(
            LoanChain.Investors[0].Address, loan, LoanChain.Units(300m), 9_500, head!.Timestamp.AddDays(400).ToUnixTimeSeconds(), Nonce: (System.Numerics.BigInteger.One << 200) + 7);
        await chain.FillOrderAsync(order, LoanChain.Investors[0], buyer: 2, 120m);
        await chain.FillOrderAsync(order, LoanChain.Investors[0], buyer: 1, 80m);
        await chain.SendAsync(LoanChain.Investors[0], DevelopmentDeployment.Market, MarketContract.EncodeCancelNonce(order.Nonce));

        var admin = DevelopmentAccounts.Admin;
        await chain.SendAsync(admin, DevelopmentDeployment.Members, MembersContract.EncodeSetMember(LoanChain.Investors[4].Address, 4_000_000_000));
        await chain.SendAsync(admin, DevelopmentDeployment.Members, MembersContract.EncodeSetFrozen(LoanChain.Investors[4].Address, frozen: true));
        await chain.SendAsync(LoanChain.Investors[0], loan, LoanContract.EncodeSyncMember(LoanChain.Investors[4].Address));
        await chain.SendAsync(admin, DevelopmentDeployment.Members, MembersContract.EncodeProposeRecovery(LoanChain.Investors[4].Address, LoanChain.Investors[5].Address));
        await chain.SendAsync(LoanChain.Investors[4], DevelopmentDeployment.Members, MembersContract.EncodeVetoRecovery());
        await chain.SendAsync(admin, DevelopmentDeployment.Factory, LoanFactoryContract.EncodeSetOriginator(LoanChain.Investors[5].Address, allowed: true));
        await chain.SendAsync(admin, loan, LoanContract.EncodePause());
        await chain.SendAsync(admin, loan, LoanContract.EncodeUnpause());
    }

    /// <summary>Random actions on the given loans, some of which the contracts refuse; seeded.</summary>
    public static async Task ActAsync(LoanChain chain, IReadOnlyList<Address> loans, int seed, int actions)
    {
        var random = new Random(seed);
        for (var action = 0; action < actions; action++)
        {
            var loan = loans[random.Next(loans.Count)];
            var investor = random.Next(4);
            try
            {
                await (random.Next(6) switch
                {
                    0 => chain.InvestAsync(loan, investor, random.Next(10, 500)),
                    1 => chain.TransferAsync(loan, investor, LoanChain.Investors[random.Next(5)].Address, random.Next(1, 2_000_000) / 1_000m),
                    2 => chain.DistributeAsync(loan, random.Next(1, 50_000_000) / 100_000m),
                    3 or 4 => chain.ClaimAsync(loan, investor),
                    _ => chain.Node.AdvanceAsync(TimeSpan.FromHours(random.Next(1, 200))),
                });
            }
            catch (JsonRpcException refused) when (refused.Kind == JsonRpcErrorKind.Reverted)
            {
                // Not allowed in this state; the attempt is part of the history's randomness.
            }
        }
    }

    static async Task<Address> MakePayingAsync(LoanChain chain)
    {
        var loan = await chain.CreateLoanAsync(RepaymentKind.Amortising);
        await chain.InvestAsync(loan, 0, 6_000.123456m);
        await chain.InvestAsync(loan, 1, 3_999.876544m);
        await chain.DrawDownAsync(loan);
        await chain.Node.AdvanceAsync(TimeSpan.FromDays(30));
        await chain.DistributeAsync(loan, 1_765.30m);
        await chain.TransferAsync(loan, 0, LoanChain.Investors[2].Address, 1_000.000001m);
        await chain.TransferAsync(loan, 2, LoanChain.Investors[2].Address, 10m);
        await chain.ClaimAsync(loan, 0);
        await chain.Node.AdvanceAsync(TimeSpan.FromDays(80));
        await chain.DistributeAsync(loan, 500m);
        await chain.ClaimAsync(loan, 2);
        return loan;
    }

    static async Task<Address> MakeRepaidAsync(LoanChain chain)
    {
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await chain.InvestAsync(loan, 0, 9_000m);
        await chain.InvestAsync(loan, 3, 1_000m);
        await chain.DrawDownAsync(loan);
        await chain.Node.AdvanceAsync(TimeSpan.FromDays(30));
        await chain.DistributeAsync(loan, 20_000m);
        await chain.ClaimAsync(loan, 0);
        return loan;
    }

    static async Task<Address> MakeCancelledAsync(LoanChain chain)
    {
        var loan = await chain.CreateLoanAsync(RepaymentKind.InterestOnly);
        await chain.InvestAsync(loan, 0, 1_000m);
        await chain.InvestAsync(loan, 1, 2_000m);
        await chain.Node.AdvanceAsync(TimeSpan.FromDays(21));
        await chain.SendAsync(LoanChain.Investors[0], loan, LoanContract.EncodeCancel());
        await chain.SendAsync(LoanChain.Investors[0], loan, LoanContract.EncodeRefund());
        return loan;
    }

    static async Task<Address> MakeWrittenOffAsync(LoanChain chain)
    {
        var loan = await chain.CreateLoanAsync(RepaymentKind.InterestOnly);
        await chain.InvestAsync(loan, 0, 4_000m);
        await chain.InvestAsync(loan, 1, 6_000m);
        await chain.DrawDownAsync(loan);
        await chain.Node.AdvanceAsync(TimeSpan.FromDays(100));
        await chain.SendAsync(DevelopmentAccounts.Operator, loan, LoanContract.EncodeDeclareDefault());
        await chain.Node.AdvanceAsync(TimeSpan.FromDays(10));
        await chain.DistributeAsync(loan, 3_000m);
        await chain.SendAsync(DevelopmentAccounts.Admin, loan, LoanContract.EncodeWriteOff());
        await chain.ClaimAsync(loan, 1);
        return loan;
    }
}
