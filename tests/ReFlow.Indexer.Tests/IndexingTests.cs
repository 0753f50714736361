using Microsoft.EntityFrameworkCore;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.Signing;
using ReFlow.Data;
using ReFlow.Domain;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

public sealed class IndexingTests(IndexerServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Real_history_every_figure_equals_the_contracts_views()
    {
        await using var chain = await LoanChain.StartAsync();
        var loans = await History.MakeAllPhasesAsync(chain);
        await History.ActAsync(chain, loans, seed: 1, actions: 60);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);

        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        await ChainComparison.AssertEqualAsync(indexer, chain.Client);
        await using var context = indexer.CreateContext();
        var phases = await context.Loans.Select(loan => loan.Phase).Distinct().ToListAsync(Token);
        Assert.Superset(new HashSet<LoanPhase> { LoanPhase.Funding, LoanPhase.Cancelled, LoanPhase.Repaid, LoanPhase.Closed }, phases.ToHashSet());
        Assert.All(await context.Loans.ToListAsync(Token), loan => Assert.Equal((true, "Padi Klaten", "Agriculture"), (loan.MetadataVerified, loan.Name, loan.Sector)));
    }

    [Fact]
    public async Task Backfill_by_range_makes_the_same_tables_as_following_block_by_block()
    {
        await using var chain = await LoanChain.StartAsync();
        var loans = await History.MakeAllPhasesAsync(chain);
        await History.ActAsync(chain, loans, seed: 2, actions: 20);
        await using var byRange = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await using var byBlock = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await using var byOddRange = await IndexerHarness.CreateAsync(servers, chain.Node.Url);

        foreach (var indexer in new[] { byRange.WithOption("HeadWindowBlocks", "1"), byBlock.WithOption("HeadWindowBlocks", "100000").WithOption("HeadBatchBlocks", "1"), byOddRange.WithOption("HeadWindowBlocks", "3").WithOption("RangeBlocks", "7").WithOption("AddressesPerQuery", "2").WithOption("HeadersPerBatch", "4") })
        {
            await indexer.StartAsync();
            await indexer.CatchUpAsync(chain.Client);
            await indexer.StopAsync();
        }

        Assert.True(byRange.Logs.Contains(3002));
        Assert.False(byBlock.Logs.Contains(3002));
        var expected = await byBlock.DigestAsync();
        Assert.Empty((await byRange.DigestAsync()).DifferencesTo(expected));
        Assert.Empty((await byOddRange.DigestAsync()).DifferencesTo(expected));
        Assert.True(await byBlock.CountAsync("chain_logs") > 50);
    }

    [Fact]
    public async Task Restart_continues_where_it_stopped_and_an_idle_restart_changes_nothing()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        var loan = await chain.CreateLoanAsync(RepaymentKind.Amortising);
        await chain.InvestAsync(loan, 0, 100m);
        await indexer.CatchUpAsync(chain.Client);
        await indexer.StopAsync();

        await chain.InvestAsync(loan, 1, 200m);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        var after = await indexer.DigestAsync();
        await indexer.StopAsync();
        var epoch = (await indexer.CursorAsync())!.Epoch;

        await indexer.StartAsync();
        await Eventually.TrueAsync("the indexer follows again", () => indexer.State.Current.LagBlocks == 0);

        Assert.Equal(after, await indexer.DigestAsync());
        Assert.Equal(epoch + 1, (await indexer.CursorAsync())!.Epoch);
        Assert.Empty(after.DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
    }

    [Theory]
    [InlineData("100000")]
    [InlineData("1")]
    public async Task Loan_of_a_factory_that_is_not_ours_is_ignored(string headWindowBlocks)
    {
        await using var chain = await LoanChain.StartAsync();
        var decoyFactory = await DeployDecoyFactoryAsync(chain);
        var ours = await chain.CreateLoanAsync(RepaymentKind.Amortising);
        var decoy = await chain.CreateLoanAsync(RepaymentKind.Amortising, factory: decoyFactory);
        await chain.InvestAsync(decoy, 0, 500m);
        await chain.InvestAsync(ours, 1, 300m);
        await chain.Node.MineAsync(3);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);

        await indexer.WithOption("HeadWindowBlocks", headWindowBlocks).StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        await using var context = indexer.CreateContext();
        Assert.Equal([ours], await context.Loans.Select(loan => loan.Address).ToListAsync(Token));
        Assert.Equal([300m], await context.Investments.Select(investment => investment.AmountUsdt).ToListAsync(Token));
        Assert.DoesNotContain(LoanChain.Investors[0].Address, await context.Users.Select(user => user.Address).ToListAsync(Token));
        Assert.DoesNotContain(decoy, await context.ChainLogs.Select(log => log.Address).ToListAsync(Token));
    }

    [Fact]
    public async Task Transfer_takes_average_cost_from_the_sender_and_gives_none_to_the_receiver()
    {
        await using var chain = await LoanChain.StartAsync();
        var loan = await chain.CreateLoanAsync(RepaymentKind.Amortising);
        await chain.InvestAsync(loan, 0, 300m);
        await chain.TransferAsync(loan, 0, LoanChain.Investors[1].Address, 100m);
        await chain.TransferAsync(loan, 0, LoanChain.Investors[0].Address, 50m);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);

        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        await using var context = indexer.CreateContext();
        var holdings = await context.Holdings.Include(holding => holding.User).ToDictionaryAsync(holding => holding.User!.Address, Token);
        Assert.Equal((200m, 200m), (holdings[LoanChain.Investors[0].Address].BalanceTokens, holdings[LoanChain.Investors[0].Address].InvestedUsdt));
        Assert.Equal((100m, 0m), (holdings[LoanChain.Investors[1].Address].BalanceTokens, holdings[LoanChain.Investors[1].Address].InvestedUsdt));
        var kinds = await context.Transactions.OrderBy(row => row.BlockNumber).Select(row => new { row.Type, row.Kind }).ToListAsync(Token);
        Assert.Equal([(TransactionType.Invest, TransactionKind.Invest), (TransactionType.Trade, TransactionKind.Transfer), (TransactionType.Trade, TransactionKind.Transfer)], kinds.Select(kind => (kind.Type, kind.Kind)));
    }

    [Fact]
    public async Task Recovery_of_a_lost_wallet_moves_its_tokens_with_their_cost()
    {
        await using var chain = await LoanChain.StartAsync();
        var (lost, replacement) = (LoanChain.Investors[0].Address, LoanChain.Investors[1].Address);
        var loan = await chain.CreateLoanAsync(RepaymentKind.Amortising);
        await chain.InvestAsync(loan, 0, 4_000m);
        await chain.InvestAsync(loan, 1, 1_000m);
        await chain.InvestAsync(loan, 2, 5_000m);
        await chain.DrawDownAsync(loan);
        await chain.DistributeAsync(loan, 2_000m);
        var owed = await PendingAsync(chain, loan, lost) + await PendingAsync(chain, loan, replacement);
        await chain.RecoverAsync(loan, lost, replacement);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);

        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        await ChainComparison.AssertEqualAsync(indexer, chain.Client);
        await using var context = indexer.CreateContext();
        var holdings = await context.Holdings.Include(holding => holding.User).ToDictionaryAsync(holding => holding.User!.Address, Token);
        Assert.Equal((0m, 0m), (holdings[lost].BalanceTokens, holdings[lost].InvestedUsdt));
        Assert.Equal((5_000m, 5_000m), (holdings[replacement].BalanceTokens, holdings[replacement].InvestedUsdt));
        Assert.Equal((0, owed), (await PendingAsync(chain, loan, lost), await PendingAsync(chain, loan, replacement)));
        Assert.Equal(2, await context.Loans.Where(row => row.Address == loan).Select(row => row.HolderCount).SingleAsync(Token));
    }

    [Fact]
    public async Task Events_that_the_read_model_does_not_keep_are_stored_and_change_nothing()
    {
        await using var chain = await LoanChain.StartAsync();
        var loan = await chain.CreateLoanAsync(RepaymentKind.Amortising);
        await chain.InvestAsync(loan, 0, 10_000m);
        await chain.SendAsync(DevelopmentAccounts.Admin, loan, LoanContract.EncodePause());
        await chain.SendAsync(DevelopmentAccounts.Admin, loan, LoanContract.EncodeUnpause());
        await chain.SendAsync(LoanChain.Investors[3], loan, LoanContract.EncodeSyncMember(LoanChain.Investors[0].Address));
        await chain.DrawDownAsync(loan);
        var payIn = LoanContract.DecodePayInAddress(await chain.Client.CallAsync(loan, LoanContract.EncodePayInAddress(), Token));
        await chain.SendAsync(DevelopmentAccounts.Originator, DevelopmentDeployment.Usdt, TetherUsdContract.EncodeTransfer(payIn, LoanChain.Units(20_000m)));
        await chain.SendAsync(DevelopmentAccounts.Originator, loan, LoanContract.EncodeCollect());
        await chain.SendAsync(LoanChain.Investors[3], loan, LoanContract.EncodeReturnExcess());
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);

        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        await ChainComparison.AssertEqualAsync(indexer, chain.Client);
        await using var context = indexer.CreateContext();
        var topics = await context.ChainLogs.Where(log => log.Address == loan).Select(log => log.Topic0).ToListAsync(Token);
        Assert.All(
            new[] { Paused.Topic, Unpaused.Topic, MemberCached.Topic, Collected.Topic, ExcessReturned.Topic }, topic => Assert.Contains(topic, topics));
        Assert.Equal(LoanPhase.Repaid, await context.Loans.Where(row => row.Address == loan).Select(row => row.Phase).SingleAsync(Token));
    }

    [Fact]
    public async Task Transfer_of_nothing_that_anyone_can_make_in_anothers_name_leaves_its_ledger_row_only()
    {
        // Address poisoning: transferFrom(victim, look-alike, 0) needs no allowance, and must not enter the victim's history.
        await using var chain = await LoanChain.StartAsync();
        var loan = await chain.CreateLoanAsync(RepaymentKind.Amortising);
        await chain.InvestAsync(loan, 0, 300m);
        foreach (var victim in new[] { LoanChain.Investors[0].Address, LoanChain.Investors[1].Address, Address.Zero })
            await chain.SendAsync(LoanChain.Investors[3], loan, Erc20Contract.EncodeTransferFrom(victim, LoanChain.Investors[4].Address, 0));
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);

        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        await using var context = indexer.CreateContext();
        Assert.Equal([0m, 0m, 0m, 300m], await context.TokenTransfers.Select(row => row.AmountTokens).Order().ToListAsync(Token));
        Assert.Equal([TransactionKind.Invest], await context.Transactions.Select(row => row.Kind).ToListAsync(Token));
        Assert.Equal([LoanChain.Investors[0].Address], await context.Holdings.Select(holding => holding.User!.Address).ToListAsync(Token));
        Assert.Equal(
            new HashSet<Address> { DevelopmentAccounts.Originator.Address, LoanChain.Investors[0].Address },
            (await context.Users.Select(user => user.Address).ToListAsync(Token)).ToHashSet());
        await ChainComparison.AssertEqualAsync(indexer, chain.Client);
    }

    static async Task<System.Numerics.BigInteger> PendingAsync(LoanChain chain, Address loan, Address holder) =>
        LoanContract.DecodePendingDistribution(await chain.Client.CallAsync(loan, LoanContract.EncodePendingDistribution(holder), Token));

    static async Task<Address> DeployDecoyFactoryAsync(LoanChain chain)
    {
        // The same code with another admin: everything about its loans looks right except who made them.
        static byte[] Word(Address address) => [.. new byte[12], .. address.ToByteArray()];
        byte[] initCode =
        [
            .. ContractArtifact.LoanFactory.Bytecode.Span, .. Word(DevelopmentDeployment.Usdt), .. Word(LoanChain.Investors[5].Address),
            .. Word(DevelopmentAccounts.Treasury.Address), .. Word(DevelopmentAccounts.Operator.Address),
            .. Word(LoanChain.Investors[5].Address), .. Word(DevelopmentDeployment.Members),
        ];
        var factory = (await chain.SendAsync(LoanChain.Investors[5], to: null, initCode)).ContractAddress!.Value;
        await chain.SendAsync(LoanChain.Investors[5], factory, LoanFactoryContract.EncodeSetOriginator(DevelopmentAccounts.Originator.Address, allowed: true));
        return factory;
    }
}
