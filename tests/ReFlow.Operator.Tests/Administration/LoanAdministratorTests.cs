using Microsoft.EntityFrameworkCore;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.Signing;
using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Operator.Tests.Administration;

public sealed class LoanAdministratorTests(OperatorServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_model_that_is_wrong_about_a_loan_leads_to_no_transaction()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var loan = await scene.AddFundedLoanAsync(Token);
        await using var process = scene.Start();
        // The row says overdue; the chain says funding.
        await using (var context = scene.CreateContext())
        {
            await context.Loans.ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Phase, LoanPhase.Active).SetProperty(row => row.OutstandingUsdt, 1_000m)
                    .SetProperty(row => row.DrawnAt, DateTimeOffset.UtcNow.AddYears(-2)),
                Token);
        }

        await process.Administrator.AdministerAsync((await process.LeadAsync(Token)).Epoch, Token);

        Assert.Empty(await process.RowsAsync(Token));
        Assert.Equal(LoanStatus.Funding, LoanContract.DecodeState(await scene.Chain.Client.CallAsync(loan, LoanContract.EncodeState(), Token)));
    }

    [Fact]
    public async Task Loan_of_a_dropped_originator_is_not_drawn_down_and_a_human_is_told()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var loan = await scene.AddFundedLoanAsync(Token);
        await new TransactionSender(scene.Chain.Client, DevelopmentAccounts.Admin).SendAsync(
            DevelopmentDeployment.Factory, LoanFactoryContract.EncodeSetOriginator(DevelopmentAccounts.Originator.Address, allowed: false), Token);
        await using var process = scene.Start();

        await process.Administrator.AdministerAsync((await process.LeadAsync(Token)).Epoch, Token);

        Assert.Empty(await process.RowsAsync(Token));
        Assert.Contains("was dropped", Assert.Single(process.Status.Read().NeedHuman), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Raise_that_was_not_drawn_in_time_is_cancelled()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var loan = await scene.AddFundedLoanAsync(Token);
        await scene.Chain.SendAsync("evm_increaseTime", [8 * 86_400], Token);
        await scene.MineAsync(1, Token);
        await using var process = scene.Start();

        await process.Administrator.AdministerAsync((await process.LeadAsync(Token)).Epoch, Token);

        Assert.Equal(LoanStatus.Cancelled, LoanContract.DecodeState(await scene.Chain.Client.CallAsync(loan, LoanContract.EncodeState(), Token)));
    }

    [Fact]
    public async Task Loan_that_is_late_for_too_long_is_declared_in_default()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var loan = await scene.AddFundedLoanAsync(Token);
        await using var process = scene.Start();
        var epoch = (await process.LeadAsync(Token)).Epoch;
        await process.Administrator.AdministerAsync(epoch, Token);
        await scene.MineAsync(80, Token);
        await process.Tracker.AdvanceAsync(epoch, Token);
        var drawnAt = LoanContract.DecodeDrawnAt(await scene.Chain.Client.CallAsync(loan, LoanContract.EncodeDrawnAt(), Token));
        await using (var context = scene.CreateContext())
        {
            await context.Loans.ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Phase, LoanPhase.Active).SetProperty(row => row.OutstandingUsdt, 1_000m).SetProperty(row => row.DrawnAt, drawnAt), Token);
        }

        await scene.Chain.SendAsync("evm_increaseTime", [96 * 86_400], Token);
        await scene.MineAsync(1, Token);

        await process.Administrator.AdministerAsync(epoch, Token);

        Assert.Equal(LoanStatus.Defaulted, LoanContract.DecodeState(await scene.Chain.Client.CallAsync(loan, LoanContract.EncodeState(), Token)));
    }

    [Fact]
    public async Task Decision_whose_transactions_had_no_effect_three_times_needs_a_human()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var loan = await scene.AddFundedLoanAsync(Token);
        await using var process = scene.Start();
        await using (var context = scene.CreateContext())
        {
            for (var number = 1; number <= process.Options.MaxTries; number++)
                context.OperatorTransactions.Add(Ended(OperatorTransactionStatus.Reverted, loan, process.Signer.Sender, number));
            await context.SaveChangesAsync(Token);
        }

        await process.Administrator.AdministerAsync((await process.LeadAsync(Token)).Epoch, Token);

        Assert.Equal(0, await scene.CountDrawDownsAsync(loan, Token));
        var problem = Assert.Single(process.Status.Read().NeedHuman);
        Assert.Contains(loan.ToString(), problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Final_transaction_without_effect_counts_as_a_try_and_the_next_one_draws_down()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var loan = await scene.AddFundedLoanAsync(Token);
        await using var process = scene.Start();
        await AddFinalAsync(scene, loan, process.Signer.Sender, count: 1);
        using (var key = new TransactionSender(scene.Chain.Client, DevelopmentAccounts.Operator))
            await key.SendAsync(DevelopmentAccounts.Treasury.Address, [], Token);

        await process.Administrator.AdministerAsync((await process.LeadAsync(Token)).Epoch, Token);

        Assert.Equal(1, await scene.CountDrawDownsAsync(loan, Token));
        Assert.Equal($"{OperatorPurpose.DrawDown}:{loan}:2", (await process.RowsAsync(Token))[^1].IntentKey);
    }

    [Fact]
    public async Task Final_transactions_without_effect_need_a_human_after_three()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var loan = await scene.AddFundedLoanAsync(Token);
        await using var process = scene.Start();
        await AddFinalAsync(scene, loan, process.Signer.Sender, process.Options.MaxTries);

        await process.Administrator.AdministerAsync((await process.LeadAsync(Token)).Epoch, Token);

        Assert.Equal(process.Options.MaxTries, (await process.RowsAsync(Token)).Count);
        Assert.Contains(loan.ToString(), Assert.Single(process.Status.Read().NeedHuman), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loan_that_the_node_refuses_to_simulate_does_not_keep_the_others_waiting()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var broken = await scene.AddFundedLoanAsync(Token);
        var sound = await scene.AddFundedLoanAsync(Token);
        await using (var context = scene.CreateContext())
            await context.Loans.Where(loan => loan.Address == broken).ExecuteUpdateAsync(set => set.SetProperty(loan => loan.UpdatedBlockNumber, 2), Token);
        await using var process = new OperatorProcess(scene.Database, scene.Chain.Url, node: new RefusedCalls(broken));

        await process.Administrator.AdministerAsync((await process.LeadAsync(Token)).Epoch, Token);

        Assert.Equal(1, await scene.CountDrawDownsAsync(sound, Token));
        Assert.Contains(broken.ToString(), Assert.Single(process.Status.Read().NeedHuman), StringComparison.Ordinal);
    }

    static async Task AddFinalAsync(OperatorScene scene, Address loan, Address sender, int count)
    {
        await using var context = scene.CreateContext();
        for (var number = 1; number <= count; number++)
        {
            var final = Ended(OperatorTransactionStatus.Final, loan, sender, number);
            final.BlockNumber = 1;
            final.Reason = null;
            context.OperatorTransactions.Add(final);
        }

        await context.SaveChangesAsync(Token);
    }

    static OperatorTransaction Ended(OperatorTransactionStatus status, Address loan, Address sender, int number) => new()
    {
        Id = Guid.NewGuid(),
        IntentKey = $"{OperatorPurpose.DrawDown}:{loan}:{number}",
        Purpose = OperatorPurpose.DrawDown,
        LoanAddress = loan,
        ChainId = OperatorProcess.ChainId,
        Sender = sender,
        Nonce = number - 1,
        Status = status,
        Reason = "WrongState",
        CreatedAt = DateTimeOffset.UtcNow,
        UpdatedAt = DateTimeOffset.UtcNow,
    };
}
