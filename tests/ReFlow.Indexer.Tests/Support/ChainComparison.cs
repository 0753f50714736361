using Microsoft.EntityFrameworkCore;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Indexer.Tests.Support;

/// <summary>Asks the contracts for every figure at the cursor's block and compares.</summary>
static class ChainComparison
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task AssertEqualAsync(IndexerHarness indexer, EthereumClient chain)
    {
        var cursor = (await indexer.CursorAsync())!;
        await using var context = indexer.CreateContext();
        var loans = await context.Loans.AsNoTracking().ToListAsync(Token);
        var users = await context.Users.AsNoTracking().ToDictionaryAsync(user => user.Id, Token);

        var count = LoanFactoryContract.DecodeLoanCount(await chain.CallAsync(DevelopmentDeployment.Factory, LoanFactoryContract.EncodeLoanCount(), Token, cursor.BlockNumber));
        Assert.Equal(count, loans.Count);
        foreach (var loan in loans)
        {
            await CompareLoanAsync(loan, cursor, chain);
            var holdings = await context.Holdings.AsNoTracking().Where(holding => holding.LoanId == loan.Id).ToListAsync(Token);
            await CompareHoldingsAsync(loan, holdings, users, cursor, chain);
        }
    }

    static async Task CompareLoanAsync(Loan loan, SyncCursor cursor, EthereumClient chain)
    {
        byte[][] questions =
        [
            LoanContract.EncodeTotalSupply(), LoanContract.EncodeOutstanding(), LoanContract.EncodeRaised(), LoanContract.EncodeSettledInstalments(),
            LoanContract.EncodeDistributionCount(), LoanContract.EncodeState(), LoanContract.EncodeAccruedInterest(), LoanContract.EncodeDrawnAt(), LoanContract.EncodeTerms(),
        ];
        var answers = await chain.CallManyAsync([.. questions.Select(data => new TransactionCall(loan.Address, data))], cursor.BlockNumber, Token);

        Assert.Equal(Usdt.FromBaseUnits(LoanContract.DecodeTotalSupply(answers[0])), loan.TotalSupplyTokens);
        Assert.Equal(Usdt.FromBaseUnits(LoanContract.DecodeOutstanding(answers[1])), loan.OutstandingUsdt);
        Assert.Equal(Usdt.FromBaseUnits(LoanContract.DecodeRaised(answers[2])), loan.RaisedUsdt);
        Assert.Equal(LoanContract.DecodeSettledInstalments(answers[3]), loan.SettledInstalments);
        Assert.Equal(LoanContract.DecodeDistributionCount(answers[4]), loan.DistributionCount);
        Assert.Equal(LoanContract.DecodeState(answers[5]), LoanStatusRule.StatusAt(loan.ToTerms(), loan.ToProgress(), cursor.BlockTime));
        Assert.Equal(Usdt.FromBaseUnits(LoanContract.DecodeAccruedInterest(answers[6])), loan.AccruedInterestUsdtAt(cursor.BlockTime));
        Assert.Equal(LoanContract.DecodeDrawnAt(answers[7]), loan.DrawnAt);
        var terms = LoanContract.DecodeTerms(answers[8]);
        Assert.Equal(terms.Terms, loan.ToTerms());
        Assert.Equal((terms.Originator, terms.Borrower, terms.DocumentHash), (loan.Originator, loan.Borrower, loan.DocumentHash));
        await CompareDistributionsAsync(loan, cursor, chain);
    }

    static async Task CompareDistributionsAsync(Loan loan, SyncCursor cursor, EthereumClient chain)
    {
        var sums = (Principal: 0m, Interest: 0m, LateFee: 0m);
        for (var round = 0; round < loan.DistributionCount; round++)
        {
            var distribution = LoanContract.DecodeDistributions(await chain.CallAsync(loan.Address, LoanContract.EncodeDistributions(round), Token, cursor.BlockNumber));
            sums.Principal += Usdt.FromBaseUnits(distribution.Principal);
            sums.Interest += Usdt.FromBaseUnits(distribution.Interest);
            sums.LateFee += Usdt.FromBaseUnits(distribution.LateFee);
            if (round == loan.DistributionCount - 1)
                Assert.Equal(distribution.PerToken, loan.PerToken);
        }

        Assert.Equal(sums, (loan.PrincipalReceivedUsdt, loan.InterestReceivedUsdt, loan.LateFeesReceivedUsdt));
    }

    static async Task CompareHoldingsAsync(Loan loan, List<Holding> holdings, Dictionary<Guid, User> users, SyncCursor cursor, EthereumClient chain)
    {
        // Holders as the token's own events tell them, not as our tables do. A transfer of nothing makes nobody one.
        var logs = await chain.GetLogsAsync(0, cursor.BlockNumber, new LogFilter([loan.Address]), Token);
        var holders = logs.Select(log => Transfer.TryDecode(log, out var transfer) ? transfer : null).OfType<Transfer>().Where(transfer => !transfer.Amount.IsZero)
            .SelectMany(transfer => new[] { transfer.From, transfer.To }).Where(holder => holder != Address.Zero).ToHashSet();
        Assert.Equal(holders, holdings.Select(holding => users[holding.UserId].Address).ToHashSet());

        foreach (var holding in holdings)
        {
            var holder = users[holding.UserId].Address;
            var answers = await chain.CallManyAsync(
                [new(loan.Address, LoanContract.EncodeBalanceOf(holder)), new(loan.Address, LoanContract.EncodeClaimed(holder))], cursor.BlockNumber, Token);
            Assert.Equal(Usdt.FromBaseUnits(LoanContract.DecodeBalanceOf(answers[0])), holding.BalanceTokens);
            Assert.Equal(Usdt.FromBaseUnits(LoanContract.DecodeClaimed(answers[1])), holding.ClaimedUsdt);
            Assert.InRange(holding.InvestedUsdt, 0m, loan.RaisedUsdt);
        }

        Assert.Equal(holdings.Count(holding => holding.BalanceTokens > 0m), loan.HolderCount);
        Assert.Equal(holdings.Sum(holding => holding.BalanceTokens), loan.TotalSupplyTokens);
    }
}
