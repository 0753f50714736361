using ReFlow.Data;
using ReFlow.Operator.Sending;
using ReFlow.Testing;

namespace ReFlow.Operator.Tests.Sending;

public sealed class SenderLeaseTests(OperatorServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lease_is_held_by_one_process_and_passes_on_with_a_higher_epoch()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        long epoch;
        await using var second = scene.Start();
        await using (var first = scene.Start())
        {
            epoch = (await first.LeadAsync(Token)).Epoch;
            Assert.Null(await second.TryLeadAsync(Token));
        }

        Assert.Equal(epoch + 1, (await second.LeadAsync(Token)).Epoch);
    }

    [Fact]
    public async Task Lease_given_up_by_a_process_that_lives_on_can_be_taken_by_another()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        await using var first = scene.Start();
        // Another name, so that the two do not share a pool, as two processes do not.
        await using var second = new OperatorProcess(scene.Database + ";Application Name=second", scene.Chain.Url);
        Assert.Empty(await first.RowsAsync(Token));

        await using (var given = await first.TryLeadAsync(Token))
            Assert.NotNull(given);

        await second.LeadAsync(Token);
    }

    [Fact]
    public async Task Process_that_lost_its_session_is_refused_by_the_epoch_and_has_no_effect()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var loan = await scene.AddFundedLoanAsync(Token);
        await using var zombie = scene.Start();
        var oldEpoch = (await zombie.LeadAsync(Token)).Epoch;
        await scene.KillSessionsAsync(Token);
        await using var successor = scene.Start();
        await successor.LeadAsync(Token);

        await Assert.ThrowsAsync<LeaseLostException>(() => zombie.Administrator.AdministerAsync(oldEpoch, Token));

        Assert.Empty(await successor.RowsAsync(Token));
        Assert.Equal(0, await scene.CountDrawDownsAsync(loan, Token));
    }

    [Fact]
    public async Task Two_processes_that_run_at_once_draw_each_loan_down_once_with_one_sender()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var loans = new[] { await scene.AddFundedLoanAsync(Token), await scene.AddFundedLoanAsync(Token) };
        await using var first = scene.Start();
        await using var second = scene.Start();

        await Task.WhenAll(first.Worker.StartAsync(Token), second.Worker.StartAsync(Token));
        try
        {
            await Eventually.BecomesAsync(async () => (await first.RowsAsync(Token)).Count(row => row.Status == OperatorTransactionStatus.Mined) == loans.Length, Token);
            Assert.Single(new[] { first, second }, process => process.Status.Read().Activity.StartsWith("standing by", StringComparison.Ordinal));
        }
        finally
        {
            await Task.WhenAll(first.Worker.StopAsync(CancellationToken.None), second.Worker.StopAsync(CancellationToken.None));
        }

        foreach (var loan in loans)
            Assert.Equal(1, await scene.CountDrawDownsAsync(loan, Token));
        Assert.Equal(loans.Length, (await first.RowsAsync(Token)).Count);
    }

    [Fact]
    public async Task Worker_whose_database_session_is_cut_goes_on_under_a_new_epoch()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        await using var process = scene.Start();
        await process.Worker.StartAsync(Token);
        try
        {
            await Eventually.BecomesAsync(() => Task.FromResult(IsLeading(process)), Token);
            await scene.KillSessionsAsync(Token);
            var loan = await scene.AddFundedLoanAsync(Token);

            await Eventually.BecomesAsync(async () => await scene.CountDrawDownsAsync(loan, Token) == 1, Token);
        }
        finally
        {
            await process.Worker.StopAsync(CancellationToken.None);
        }
    }

    static bool IsLeading(OperatorProcess process) => process.Status.Read().Activity.StartsWith("administering", StringComparison.Ordinal);
}
