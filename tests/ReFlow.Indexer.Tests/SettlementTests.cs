using System.Numerics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.Signing;
using ReFlow.Data;
using ReFlow.Domain;
using ReFlow.Indexer.Settlement;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

/// <summary>Announced transactions on a real node: mined, reverted, replaced, dropped, and taken back.</summary>
public sealed class SettlementTests(IndexerServers servers)
{
    static readonly PrivateKey s_wallet = LoanChain.Investors[0];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Announced_investment_becomes_its_event_s_row_and_pending_again_by_a_reorg()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await StartAsync(chain);
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await ApproveAsync(chain, loan);
        await indexer.CatchUpAsync(chain.Client);
        await chain.Node.RequestAsync("evm_setAutomine", false);
        var sent = await SendAsync(chain, loan, LoanContract.EncodeInvest(LoanChain.Units(100m)));

        Assert.True(await AnnounceAsync(indexer, chain, sent, loan, TransactionKind.Invest));
        Assert.False(await AnnounceAsync(indexer, chain, sent, loan, TransactionKind.Invest));
        Assert.Equal([(TransactionStatus.Pending, TransactionKind.Invest, null)], await RowsAsync(indexer, sent.Hash));

        await chain.Node.MineAsync();
        await StatusAsync(indexer, sent.Hash, TransactionStatus.Confirmed);
        var confirmed = Assert.Single(await RowsAsync(indexer, sent.Hash));
        Assert.Equal((TransactionStatus.Confirmed, TransactionKind.Invest), (confirmed.Status, confirmed.Kind));
        Assert.NotNull(confirmed.LogIndex);

        // The block is gone, and with it the wallet's only appearance on chain.
        await chain.Node.ReorgAsync(1);
        await StatusAsync(indexer, sent.Hash, TransactionStatus.Pending);
        Assert.Equal([(TransactionStatus.Pending, TransactionKind.Invest, null)], await RowsAsync(indexer, sent.Hash));
        await indexer.CatchUpAsync(chain.Client);
        Assert.Empty((await indexer.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));

        await chain.Client.SendRawTransactionAsync(sent.Raw, Token);
        await chain.Node.MineAsync();
        await StatusAsync(indexer, sent.Hash, TransactionStatus.Confirmed);
        Assert.Single(await RowsAsync(indexer, sent.Hash));
        await indexer.CatchUpAsync(chain.Client);
        Assert.Empty((await indexer.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
    }

    [Fact]
    public async Task Announced_after_it_was_indexed_makes_no_second_row()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await StartAsync(chain);
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await ApproveAsync(chain, loan);
        var sent = await SendAsync(chain, loan, LoanContract.EncodeInvest(LoanChain.Units(100m)));
        await indexer.CatchUpAsync(chain.Client);

        await AnnounceAsync(indexer, chain, sent, loan, TransactionKind.Invest);

        await StatusAsync(indexer, sent.Hash, TransactionStatus.Confirmed);
        Assert.NotNull(Assert.Single(await RowsAsync(indexer, sent.Hash)).LogIndex);
    }

    [Fact]
    public async Task Transaction_without_an_event_of_ours_is_confirmed_by_its_receipt_and_one_that_reverts_fails()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await StartAsync(chain);
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await indexer.CatchUpAsync(chain.Client);
        await chain.Node.RequestAsync("evm_setAutomine", false);
        var approval = await SendAsync(chain, loan, LoanContract.EncodeApprove(DevelopmentDeployment.Market, 1));
        var unpaid = await SendAsync(chain, loan, LoanContract.EncodeInvest(LoanChain.Units(100m)));
        await AnnounceAsync(indexer, chain, approval, loan, TransactionKind.Approve);
        await AnnounceAsync(indexer, chain, unpaid, loan, TransactionKind.Invest);

        await chain.Node.MineAsync();

        await StatusAsync(indexer, approval.Hash, TransactionStatus.Confirmed);
        await StatusAsync(indexer, unpaid.Hash, TransactionStatus.Failed);
        Assert.Equal((TransactionFailure.Reverted, null), await FailureAsync(indexer, unpaid.Hash));
        Assert.Equal([(TransactionStatus.Failed, TransactionKind.Invest, null)], await RowsAsync(indexer, unpaid.Hash));

        await chain.Node.ReorgAsync(1);
        await StatusAsync(indexer, approval.Hash, TransactionStatus.Pending);
        await StatusAsync(indexer, unpaid.Hash, TransactionStatus.Pending);
        Assert.Equal([(TransactionStatus.Pending, TransactionKind.Approve, null)], await RowsAsync(indexer, approval.Hash));
    }

    [Fact]
    public async Task Transaction_replaced_by_one_with_a_higher_fee_fails_and_names_it()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await StartAsync(chain);
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await indexer.CatchUpAsync(chain.Client);
        await chain.Node.RequestAsync("evm_setAutomine", false);
        var first = await SendAsync(chain, loan, LoanContract.EncodeApprove(DevelopmentDeployment.Market, 1));
        await AnnounceAsync(indexer, chain, first, loan, TransactionKind.Approve);
        var second = await SendAsync(chain, loan, LoanContract.EncodeApprove(DevelopmentDeployment.Market, 2), first.Nonce, feeFactor: 3);

        await chain.Node.MineAsync(7);

        await StatusAsync(indexer, first.Hash, TransactionStatus.Failed);
        Assert.Equal((TransactionFailure.Replaced, second.Hash), await FailureAsync(indexer, first.Hash));
    }

    [Fact]
    public async Task Transaction_that_the_node_dropped_fails_after_its_time_and_not_while_the_node_knows_it()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await StartAsync(chain, dropAfter: "00:00:01");
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await indexer.CatchUpAsync(chain.Client);
        await chain.Node.RequestAsync("evm_setAutomine", false);
        var kept = await SendAsync(chain, loan, LoanContract.EncodeApprove(DevelopmentDeployment.Market, 1));
        var dropped = await SendAsync(chain, loan, LoanContract.EncodeApprove(DevelopmentDeployment.Market, 2));
        await AnnounceAsync(indexer, chain, kept, loan, TransactionKind.Approve);
        await AnnounceAsync(indexer, chain, dropped, loan, TransactionKind.Approve);

        await chain.Node.RequestAsync("anvil_dropTransaction", dropped.Hash);

        await StatusAsync(indexer, dropped.Hash, TransactionStatus.Failed);
        Assert.Equal((TransactionFailure.Dropped, null), await FailureAsync(indexer, dropped.Hash));
        Assert.Equal([(TransactionStatus.Pending, TransactionKind.Approve, null)], await RowsAsync(indexer, kept.Hash));
    }

    /// <summary>An approval leaves no event that would show it.</summary>
    [Theory]
    [InlineData(TransactionKind.Invest)]
    [InlineData(TransactionKind.Approve)]
    public async Task Transaction_that_is_mined_after_it_was_taken_for_dropped_is_confirmed_after_all(TransactionKind kind)
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await StartAsync(chain, dropAfter: "00:00:01");
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await ApproveAsync(chain, loan);
        await indexer.CatchUpAsync(chain.Client);
        await chain.Node.RequestAsync("evm_setAutomine", false);
        var late = await SendAsync(
            chain, loan, kind == TransactionKind.Invest ? LoanContract.EncodeInvest(LoanChain.Units(100m)) : LoanContract.EncodeApprove(DevelopmentDeployment.Market, 1));
        await AnnounceAsync(indexer, chain, late, loan, kind);
        await chain.Node.RequestAsync("anvil_dropTransaction", late.Hash);
        await StatusAsync(indexer, late.Hash, TransactionStatus.Failed);

        await chain.Client.SendRawTransactionAsync(late.Raw, Token);
        await chain.Node.MineAsync();

        await StatusAsync(indexer, late.Hash, TransactionStatus.Confirmed);
        Assert.Equal(TransactionStatus.Confirmed, Assert.Single(await RowsAsync(indexer, late.Hash)).Item1);
        Assert.Equal((null, null), await FailureAsync(indexer, late.Hash));
    }

    [Fact]
    public async Task Verdict_that_comes_after_the_events_changes_nothing()
    {
        await using var chain = await LoanChain.StartAsync();
        // Looks once, and then not again while this test runs.
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.WithOption("SettleInterval", "01:00:00").StartAsync();
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await ApproveAsync(chain, loan);
        await indexer.CatchUpAsync(chain.Client);
        await chain.Node.RequestAsync("evm_setAutomine", false);
        var sent = await SendAsync(chain, loan, LoanContract.EncodeInvest(LoanChain.Units(100m)));
        await AnnounceAsync(indexer, chain, sent, loan, TransactionKind.Invest);
        // Taken for dropped, and then mined.
        await indexer.ExecuteAsync(
            """
            update announced_transactions set status = 'FAILED', failure = 'DROPPED', block_number = c.block_number, block_hash = c.block_hash from sync_cursor c;
            update transactions t set status = 'FAILED', block_number = c.block_number, block_hash = c.block_hash from sync_cursor c where t.log_index is null
            """);
        await chain.Node.MineAsync();
        await indexer.CatchUpAsync(chain.Client);
        await using var context = indexer.CreateContext();
        var announced = await context.AnnouncedTransactions.AsNoTracking().SingleAsync(Token);
        var rows = await RowsAsync(indexer, sent.Hash);
        var cursor = (await indexer.CursorAsync())!;

        await indexer.Services.GetRequiredService<SettlementStore>().SettleAsync(
            announced, new Verdict(Failure: null, ReplacedBy: null, cursor.BlockNumber, cursor.BlockHash), cursor.Epoch, Token);

        Assert.Contains(rows, row => row is { LogIndex: not null });
        Assert.Contains(rows, row => row is { LogIndex: null, Status: TransactionStatus.Failed });
        Assert.Equal(rows.Order(), (await RowsAsync(indexer, sent.Hash)).Order());
    }

    [Fact]
    public async Task Settled_transaction_keeps_its_row_when_a_reorg_takes_its_wallet_away()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await StartAsync(chain);
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await ApproveAsync(chain, loan);
        await indexer.CatchUpAsync(chain.Client);
        var settled = await SendAsync(chain, loan, LoanContract.EncodeApprove(DevelopmentDeployment.Market, 1));
        await AnnounceAsync(indexer, chain, settled, loan, TransactionKind.Approve);
        await StatusAsync(indexer, settled.Hash, TransactionStatus.Confirmed);
        var row = await RowsAsync(indexer, settled.Hash);
        Assert.Equal([(TransactionStatus.Confirmed, TransactionKind.Approve, null)], row);

        // The wallet is first seen on chain in a later block, which is then taken back: the wallet's user goes, and its rows with it.
        var first = await SendAsync(chain, loan, LoanContract.EncodeInvest(LoanChain.Units(100m)));
        await chain.Client.WaitForReceiptAsync(first.Hash, Token);
        await indexer.CatchUpAsync(chain.Client);
        await chain.Node.ReorgAsync(1);
        await indexer.CatchUpAsync(chain.Client);

        Assert.Equal(row, await RowsAsync(indexer, settled.Hash));
    }

    [Fact]
    public async Task Many_transactions_that_stay_undecided_do_not_hold_up_a_later_one()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await StartAsync(chain);
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await indexer.CatchUpAsync(chain.Client);
        await indexer.ExecuteAsync(
            """
            insert into announced_transactions (tx_hash, row_id, sender, nonce, user_id, loan_id, type, kind, amount, status, announced_block_number, created_at)
            select sha256(n::text::bytea), gen_random_uuid(), substring(sha256(n::text::bytea) for 20), 0, gen_random_uuid(), gen_random_uuid(), 'TRADE', 'APPROVE', 1, 'PENDING', 1, now() - interval '1 minute'
            from generate_series(1, 450) n
            """);

        var sent = await SendAsync(chain, loan, LoanContract.EncodeApprove(DevelopmentDeployment.Market, 1));
        await AnnounceAsync(indexer, chain, sent, loan, TransactionKind.Approve);

        await StatusAsync(indexer, sent.Hash, TransactionStatus.Confirmed);
        await using var context = indexer.CreateContext();
        Assert.Equal(450, await context.AnnouncedTransactions.CountAsync(announced => announced.Status == TransactionStatus.Pending, Token));
    }

    async Task<IndexerHarness> StartAsync(LoanChain chain, string dropAfter = "01:00:00")
    {
        var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        return await indexer.WithOption("SettleInterval", "00:00:00.050").WithOption("DropAfter", dropAfter).WithOption("RecheckInterval", "00:00:00.200").StartAsync();
    }

    static Task ApproveAsync(LoanChain chain, Address loan) =>
        chain.SendAsync(s_wallet, DevelopmentDeployment.Usdt, TetherUsdContract.EncodeApprove(loan, LoanChain.Units(100m)));

    static async Task<Sent> SendAsync(LoanChain chain, Address to, byte[] data, long? nonce = null, int feeFactor = 1)
    {
        var used = nonce ?? await chain.Client.GetTransactionCountAsync(s_wallet.Address, BlockReference.Pending, Token);
        var fee = BigInteger.Pow(10, 10) * feeFactor;
        var signed = new Eip1559Transaction(31337, used, fee, fee, 500_000, to, Value: 0, data).Sign(s_wallet);
        await chain.Client.SendRawTransactionAsync(signed.Raw, Token);
        return new Sent(signed.Hash, signed.Raw, used);
    }

    static Task<bool> AnnounceAsync(IndexerHarness indexer, LoanChain chain, Sent sent, Address loan, TransactionKind kind) => PendingTransactions.RecordAsync(
        indexer.DataSource,
        new Announcement(sent.Hash, s_wallet.Address, sent.Nonce, loan, kind == TransactionKind.Invest ? TransactionType.Invest : TransactionType.Trade, kind, 100m),
        TimeProvider.System.GetUtcNow(),
        Token);

    static Task StatusAsync(IndexerHarness indexer, Hash32 hash, TransactionStatus status) => Eventually.TrueAsync(
        $"{hash} is {status}",
        async () =>
        {
            await using var context = indexer.CreateContext();
            return (await context.AnnouncedTransactions.SingleAsync(announced => announced.TxHash == hash, Token)).Status == status;
        },
        detail: () => indexer.State.Current.Problem);

    static async Task<(TransactionFailure? Failure, Hash32? ReplacedBy)> FailureAsync(IndexerHarness indexer, Hash32 hash)
    {
        await using var context = indexer.CreateContext();
        var announced = await context.AnnouncedTransactions.SingleAsync(row => row.TxHash == hash, Token);
        return (announced.Failure, announced.ReplacedBy);
    }

    static async Task<List<(TransactionStatus Status, TransactionKind Kind, int? LogIndex)>> RowsAsync(IndexerHarness indexer, Hash32 hash)
    {
        await using var context = indexer.CreateContext();
        var rows = await context.Transactions.Where(row => row.TxHash == hash).ToListAsync(Token);
        return [.. rows.Select(row => (row.Status, row.Kind, row.LogIndex))];
    }

    sealed record Sent(Hash32 Hash, byte[] Raw, long Nonce);
}
