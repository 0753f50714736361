using System.Numerics;
using Microsoft.EntityFrameworkCore;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Indexer.Tests.Support;

/// <summary>Asks market, allow-list and loans for every offer, member and claimable at the cursor's block and compares.</summary>
static class MarketComparison
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task AssertEqualAsync(IndexerHarness indexer, EthereumClient chain)
    {
        var block = (await indexer.CursorAsync())!.BlockNumber;
        await using var context = indexer.CreateContext();
        await CompareListingsAsync(context, chain, block);
        await CompareOrdersAsync(context, chain, block);
        await CompareMembersAsync(context, chain, block);
        await CompareClaimablesAsync(context, chain, block);
    }

    static async Task CompareListingsAsync(ReFlowDbContext context, EthereumClient chain, long block)
    {
        var listings = await context.Listings.AsNoTracking().Include(listing => listing.Loan).Include(listing => listing.Seller).OrderBy(listing => listing.Number).ToListAsync(Token);
        var count = MarketContract.DecodeListingCount(await CallAsync(chain, DevelopmentDeployment.Market, MarketContract.EncodeListingCount(), block));
        Assert.Equal(Enumerable.Range(1, count).Select(number => (long)number), listings.Select(listing => listing.Number));
        foreach (var listing in listings)
        {
            var onChain = MarketContract.DecodeListing(await CallAsync(chain, DevelopmentDeployment.Market, MarketContract.EncodeListing(listing.Number), block));
            if (listing.Status == ListingStatus.Open)
                Assert.Equal(onChain, new MarketListing(listing.Seller!.Address, listing.PriceBps, listing.ExpiresAtSeconds, listing.Loan!.Address, Usdt.ToBaseUnits(listing.RemainingTokens)));
            else
                Assert.Equal(Address.Zero, onChain.Seller);
        }
    }

    static async Task CompareOrdersAsync(ReFlowDbContext context, EthereumClient chain, long block)
    {
        foreach (var order in await context.SignedOrders.AsNoTracking().Include(order => order.Seller).ToListAsync(Token))
        {
            var filled = MarketContract.DecodeFilled(await CallAsync(chain, DevelopmentDeployment.Market, MarketContract.EncodeFilled(order.OrderHash), block));
            Assert.Equal(Usdt.FromBaseUnits(filled), order.FilledTokens);
            var isCancelled = MarketContract.DecodeIsNonceCancelled(
                await CallAsync(chain, DevelopmentDeployment.Market, MarketContract.EncodeIsNonceCancelled(order.Seller!.Address, order.Nonce), block));
            Assert.Equal(isCancelled, await context.CancelledNonces.AnyAsync(cancelled => cancelled.SellerId == order.SellerId && cancelled.Nonce == order.Nonce, Token));
        }
    }

    static async Task CompareMembersAsync(ReFlowDbContext context, EthereumClient chain, long block)
    {
        foreach (var member in await context.Members.AsNoTracking().Include(member => member.User).ToListAsync(Token))
        {
            var wallet = member.User!.Address;
            var onChain = MembersContract.DecodeMemberOf(await CallAsync(chain, DevelopmentDeployment.Members, MembersContract.EncodeMemberOf(wallet), block));
            Assert.Equal((onChain.Until, onChain.Frozen), (member.MemberUntilSeconds, member.IsFrozen));
            var recovery = MembersContract.DecodeRecoveryOf(await CallAsync(chain, DevelopmentDeployment.Members, MembersContract.EncodeRecoveryOf(wallet), block));
            Assert.Equal(recovery, new OnChainRecovery(member.RecoveryReplacement ?? Address.Zero, member.RecoveryExecutableAtSeconds ?? 0, member.RecoveryBlockedUntilSeconds ?? 0));
        }

        foreach (var member in await context.LoanMembers.AsNoTracking().Include(member => member.User).Include(member => member.Loan).ToListAsync(Token))
        {
            var onChain = LoanContract.DecodeMemberCache(await CallAsync(chain, member.Loan!.Address, LoanContract.EncodeMemberCache(member.User!.Address), block));
            Assert.Equal((onChain.Until, onChain.Frozen), (member.MemberUntilSeconds, member.IsFrozen));
        }
    }

    static async Task CompareClaimablesAsync(ReFlowDbContext context, EthereumClient chain, long block)
    {
        foreach (var holding in await context.Holdings.AsNoTracking().Include(holding => holding.User).Include(holding => holding.Loan).ToListAsync(Token))
        {
            var pending = LoanContract.DecodePendingDistribution(await CallAsync(chain, holding.Loan!.Address, LoanContract.EncodePendingDistribution(holding.User!.Address), block));
            Assert.Equal(Usdt.FromBaseUnits(pending), holding.ClaimableUsdt(holding.Loan));
        }

        foreach (var loan in await context.Loans.AsNoTracking().ToListAsync(Token))
        {
            var pausedUntil = LoanContract.DecodePausedUntil(await CallAsync(chain, loan.Address, LoanContract.EncodePausedUntil(), block));
            Assert.Equal(pausedUntil, new BigInteger(loan.PausedUntil?.ToUnixTimeSeconds() ?? 0));
        }
    }

    static Task<byte[]> CallAsync(EthereumClient chain, Address to, byte[] data, long block) => chain.CallAsync(to, data, Token, block);
}
