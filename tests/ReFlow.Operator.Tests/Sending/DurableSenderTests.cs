using System.Text.Json;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.Signing;
using ReFlow.Data;
using ReFlow.Operator.Sending;
using ReFlow.Testing;

namespace ReFlow.Operator.Tests.Sending;

public sealed class DurableSenderTests(OperatorServers servers)
{
    // Anvil's final block is 64 below its head.
    const int BlocksToFinality = 70;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(Death.BeforeCommit), 0)]
    [InlineData(nameof(Death.AfterCommit), 1)]
    [InlineData(nameof(Death.BeforeBroadcast), 1)]
    [InlineData(nameof(Death.AfterBroadcast), 1)]
    public async Task Operator_killed_at_any_step_has_exactly_one_effect_after_the_restart(string death, int rowsAfterDeath)
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var loan = await scene.AddFundedLoanAsync(Token);
        IReadOnlyList<OperatorTransaction> left;
        await using (var first = scene.Start(Enum.Parse<Death>(death)))
        {
            var lease = await first.LeadAsync(Token);
            await Assert.ThrowsAsync<ProcessDiedException>(() => first.Administrator.AdministerAsync(lease.Epoch, Token));
            left = await first.RowsAsync(Token);
        }

        Assert.Equal(rowsAfterDeath, left.Count);

        await using var second = scene.Start();
        await RunOnceAsync(second);
        await RunOnceAsync(second);

        Assert.Equal(1, await scene.CountDrawDownsAsync(loan, Token));
        Assert.Equal(1, await NonceAsync(scene));
        var row = Assert.Single(await second.RowsAsync(Token));
        Assert.Equal(OperatorTransactionStatus.Mined, row.Status);
        if (left.Count > 0)
            Assert.Equal(left[0].Attempts.Single().Raw, row.Attempts.Single().Raw);
    }

    [Fact]
    public async Task Mined_transaction_becomes_final_at_the_final_block_and_no_earlier()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        await scene.AddFundedLoanAsync(Token);
        await using var process = scene.Start();
        await RunOnceAsync(process);
        await scene.MineAsync(60, Token);
        await RunOnceAsync(process);
        Assert.Equal(OperatorTransactionStatus.Mined, Assert.Single(await process.RowsAsync(Token)).Status);

        await scene.MineAsync(10, Token);
        await RunOnceAsync(process);

        Assert.Equal(OperatorTransactionStatus.Final, Assert.Single(await process.RowsAsync(Token)).Status);
    }

    [Fact]
    public async Task Same_intent_asked_for_twice_gives_one_transaction()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var loan = await scene.AddFundedLoanAsync(Token);
        await scene.StopMiningAsync(Token);
        await using var process = scene.Start();
        var lease = await process.LeadAsync(Token);
        var intent = new Intent(OperatorPurpose.DrawDown, loan, 1);

        var sent = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => process.Sender.SendAsync(intent, lease.Epoch, Token)));

        Assert.Single(sent.Select(row => row.Id).Distinct());
        Assert.Single(await process.RowsAsync(Token));
    }

    [Fact]
    public async Task Transactions_in_flight_get_contiguous_nonces()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        Address[] loans = [await scene.AddFundedLoanAsync(Token), await scene.AddFundedLoanAsync(Token), await scene.AddFundedLoanAsync(Token)];
        await scene.StopMiningAsync(Token);
        await using var process = scene.Start();

        await RunOnceAsync(process);

        Assert.Equal([0L, 1L, 2L], (await process.RowsAsync(Token)).Select(row => row.Nonce));
        await scene.MineAsync(1, Token);
        foreach (var loan in loans)
            Assert.Equal(1, await scene.CountDrawDownsAsync(loan, Token));
    }

    [Fact]
    public async Task Transaction_that_a_reorganisation_drops_is_sent_again_with_the_same_bytes()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var loan = await scene.AddFundedLoanAsync(Token);
        await using var process = scene.Start();
        await RunOnceAsync(process);
        await RunOnceAsync(process);
        var before = Assert.Single(await process.RowsAsync(Token));
        Assert.Equal(OperatorTransactionStatus.Mined, before.Status);

        await scene.Chain.SendAsync("anvil_rollback", [JsonSerializer.SerializeToElement(1)], Token);
        Assert.Equal(0, await scene.CountDrawDownsAsync(loan, Token));
        await RunOnceAsync(process);
        await RunOnceAsync(process);

        var after = Assert.Single(await process.RowsAsync(Token));
        Assert.Equal(OperatorTransactionStatus.Mined, after.Status);
        Assert.Equal(before.Attempts.Single().TxHash, after.MinedTxHash);
        Assert.Equal(1, await scene.CountDrawDownsAsync(loan, Token));
    }

    [Fact]
    public async Task Nonce_used_elsewhere_is_noticed_at_finality_and_the_effect_still_happens_once()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var loan = await scene.AddFundedLoanAsync(Token);
        await using (var first = scene.Start(Death.BeforeBroadcast))
        {
            var lease = await first.LeadAsync(Token);
            await Assert.ThrowsAsync<ProcessDiedException>(() => first.Administrator.AdministerAsync(lease.Epoch, Token));
        }

        using (var thief = new TransactionSender(scene.Chain.Client, DevelopmentAccounts.Operator))
            await thief.SendAsync(DevelopmentAccounts.Treasury.Address, [], Token);
        await using var second = scene.Start();
        await RunOnceAsync(second);
        Assert.Equal(0, await scene.CountDrawDownsAsync(loan, Token));

        await scene.MineAsync(BlocksToFinality, Token);
        await RunOnceAsync(second);
        await RunOnceAsync(second);

        Assert.Equal(
            [OperatorTransactionStatus.NonceTaken, OperatorTransactionStatus.Mined], (await second.RowsAsync(Token)).Select(row => row.Status));
        Assert.Equal(1, await scene.CountDrawDownsAsync(loan, Token));
    }

    [Fact]
    public async Task Transaction_that_reverts_is_recorded_with_its_reason_and_not_sent_again()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var loan = await scene.AddFundedLoanAsync(Token);
        await using (var first = scene.Start(Death.BeforeBroadcast))
        {
            var lease = await first.LeadAsync(Token);
            await Assert.ThrowsAsync<ProcessDiedException>(() => first.Administrator.AdministerAsync(lease.Epoch, Token));
        }

        using (var originator = new TransactionSender(scene.Chain.Client, DevelopmentAccounts.Originator))
            await originator.SendAsync(loan, LoanContract.EncodeDrawDown(), Token);
        await using var second = scene.Start();
        await RunOnceAsync(second);
        await scene.MineAsync(BlocksToFinality, Token);
        await RunOnceAsync(second);
        await RunOnceAsync(second);

        var row = Assert.Single(await second.RowsAsync(Token));
        Assert.Equal(OperatorTransactionStatus.Reverted, row.Status);
        Assert.Contains("WrongState", row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stuck_transaction_gets_higher_fees_with_the_same_nonce_and_one_of_the_two_is_mined()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var loan = await scene.AddFundedLoanAsync(Token);
        await scene.StopMiningAsync(Token);
        await using var process = scene.Start(options: new OperatorOptions { StuckSeconds = 0.05 });
        await RunOnceAsync(process);
        await scene.Chain.SendAsync("anvil_setNextBlockBaseFeePerGas", ["0x2540be400"], Token);
        await scene.MineAsync(1, Token);

        await Eventually.BecomesAsync(
            async () =>
            {
                await RunOnceAsync(process);
                await scene.MineAsync(1, Token);
                return await scene.CountDrawDownsAsync(loan, Token) == 1;
            },
            Token);
        await RunOnceAsync(process);

        var row = Assert.Single(await process.RowsAsync(Token));
        Assert.True(row.Attempts.Count >= 2);
        Assert.Single(row.Attempts, attempt => attempt.TxHash == row.MinedTxHash);
        Assert.Equal(1, await NonceAsync(scene));
    }

    [Fact]
    public async Task Database_without_its_chain_refuses_to_send()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        await scene.AddFundedLoanAsync(Token);
        await using var process = scene.Start();
        await RunOnceAsync(process);
        await scene.MineAsync(BlocksToFinality, Token);
        await RunOnceAsync(process);
        await using var another = await OwnChain.StartAsync(cancellationToken: Token);

        await using var moved = new OperatorProcess(scene.Database, another.Url);

        await Assert.ThrowsAsync<ForeignChainException>(async () => await moved.Identity.EnsureSameChainAsync((await process.LeadAsync(Token)).Epoch, Token));
    }

    [Fact]
    public async Task Development_chain_restored_from_an_older_copy_gets_the_lost_transactions_again()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var loan = await scene.AddFundedLoanAsync(Token);
        await using var process = scene.Start();
        await RunOnceAsync(process);
        await scene.MineAsync(BlocksToFinality, Token);
        await RunOnceAsync(process);
        var before = Assert.Single(await process.RowsAsync(Token));
        Assert.Equal(OperatorTransactionStatus.Final, before.Status);
        await scene.FollowChainAsync(Token);

        await scene.Chain.SendAsync("anvil_rollback", [JsonSerializer.SerializeToElement(BlocksToFinality + 1)], Token);
        Assert.Equal(0, await NonceAsync(scene));
        await process.Identity.EnsureSameChainAsync((await process.LeadAsync(Token)).Epoch, Token);
        await RunOnceAsync(process);

        var after = Assert.Single(await process.RowsAsync(Token));
        Assert.Equal(OperatorTransactionStatus.Mined, after.Status);
        Assert.Equal(before.MinedTxHash, after.MinedTxHash);
        Assert.Equal(1, await scene.CountDrawDownsAsync(loan, Token));
    }

    [Fact]
    public async Task Transaction_whose_loan_a_reorganisation_took_as_well_is_not_sent_to_an_address_without_code()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        await scene.AddFundedLoanAsync(Token);
        await using var process = scene.Start();
        await RunOnceAsync(process);
        var block = Assert.Single(await process.RowsAsync(Token)).BlockNumber;

        // The draw-down, and the four transactions that made and funded the loan.
        await scene.Chain.SendAsync("anvil_rollback", [JsonSerializer.SerializeToElement(5)], Token);
        await process.Tracker.AdvanceAsync((await process.LeadAsync(Token)).Epoch, Token);

        Assert.NotNull(block);
        Assert.Equal(0, await NonceAsync(scene));
        Assert.Equal(OperatorTransactionStatus.Prepared, Assert.Single(await process.RowsAsync(Token)).Status);
        Assert.Contains("no loan of the factory", Assert.Single(process.Status.Read().NeedHuman), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transaction_that_the_node_refuses_shows_in_the_status_until_it_is_taken()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var loan = await scene.AddFundedLoanAsync(Token);
        await using var process = scene.Start();
        await scene.Chain.SendAsync("anvil_setBalance", [process.Signer.Sender, "0x0"], Token);

        await RunOnceAsync(process);

        Assert.Equal(OperatorTransactionStatus.Prepared, Assert.Single(await process.RowsAsync(Token)).Status);
        Assert.Contains(loan.ToString(), Assert.Single(process.Status.Read().NeedHuman), StringComparison.Ordinal);

        await scene.Chain.SendAsync("anvil_setBalance", [process.Signer.Sender, "0xde0b6b3a7640000"], Token);
        await RunOnceAsync(process);

        Assert.Empty(process.Status.Read().NeedHuman);
        Assert.Equal(1, await scene.CountDrawDownsAsync(loan, Token));
    }

    static async Task RunOnceAsync(OperatorProcess process)
    {
        var lease = await process.LeadAsync(Token);
        await process.Tracker.AdvanceAsync(lease.Epoch, Token);
        await process.Administrator.AdministerAsync(lease.Epoch, Token);
        await process.Tracker.AdvanceAsync(lease.Epoch, Token);
    }

    static Task<long> NonceAsync(OperatorScene scene) =>
        scene.Chain.Client.GetTransactionCountAsync(DevelopmentAccounts.Operator.Address, BlockReference.Latest, Token);
}
