using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.Signing;
using ReFlow.Demo.Live;
using ReFlow.Demo.Story;
using ReFlow.Demo.Wallets;
using ReFlow.Domain;
using ReFlow.Testing;

namespace ReFlow.Demo.Tests.Live;

public sealed class LiveLoopTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Live_actions_change_the_chain_and_each_loan_holds_what_was_invested()
    {
        await using var chain = await OwnChain.StartAsync(cancellationToken: Token);
        var demo = new DemoOnChain(chain.Client);
        var chooser = new ActionChooser(demo.Options, new Random(7));
        for (var action = 0; action < 40; action++)
            await demo.Live.ActAsync(chooser, Token);

        var world = await demo.WorldReader.ReadAsync(Token);
        Assert.Equal(demo.Options.LoansInFunding, world.LoanCount);
        Assert.True(world.Loans.Sum(loan => loan.SupplyTokens) > 1_000m);
        Assert.All(world.BalancesUsdt.Values, balance => Assert.True(balance >= 0));
        foreach (var loan in world.Loans)
        {
            var held = await chain.Client.CallAsync(DevelopmentDeployment.Usdt, TetherUsdContract.EncodeBalanceOf(loan.Address), Token);
            Assert.Equal(loan.SupplyTokens, Usdt.FromBaseUnits(TetherUsdContract.DecodeBalanceOf(held)));
        }

        Assert.Equal(0, await chain.Client.GetTransactionCountAsync(DevelopmentAccounts.Operator.Address, BlockReference.Latest, Token));
    }

    [Fact]
    public async Task Loop_survives_a_chain_that_goes_away_and_comes_back()
    {
        await using var chain = await OwnChain.StartAsync(cancellationToken: Token);
        using var line = new Line();
        var demo = new DemoOnChain(line.Connect(chain.Url), new DemoOptions { ActionsPerMinute = 600 });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var loop = demo.Live.RunAsync(stop.Token);
        await Eventually.BecomesAsync(async () => await chain.Client.GetBlockNumberAsync(Token) > 8, Token);

        line.IsCut = true;
        await Eventually.BecomesAsync(() => Task.FromResult(demo.Status.Read().Problem is not null), Token);
        line.IsCut = false;
        var before = await chain.Client.GetBlockNumberAsync(Token);
        // Money for the poor makes blocks too; the problem is over with the first action.
        await Eventually.BecomesAsync(async () => demo.Status.Read().Problem is null && await chain.Client.GetBlockNumberAsync(Token) > before + 2, Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
    }

    [Fact]
    public async Task Loop_survives_contracts_that_answer_nothing_and_reports_them()
    {
        await using var chain = await OwnChain.StartAsync(cancellationToken: Token);
        var demo = new DemoOnChain(chain.Client, new DemoOptions { ActionsPerMinute = 600 });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var code = await chain.Client.GetCodeAsync(DevelopmentDeployment.Usdt, BlockReference.Latest, Token);
        await chain.SendAsync("anvil_setCode", [DevelopmentDeployment.Usdt, Array.Empty<byte>()], Token);
        var loop = demo.Live.RunAsync(stop.Token);

        await Eventually.BecomesAsync(() => Task.FromResult(loop.IsCompleted || demo.Status.Read().Problem is not null), Token);
        Assert.False(loop.IsCompleted, "The loop ended.");
        await chain.SendAsync("anvil_setCode", [DevelopmentDeployment.Usdt, code], Token);
        await Eventually.BecomesAsync(() => Task.FromResult(demo.Status.Read() is { Problem: null, Activity: not "live" }), Token);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
    }

    [Fact]
    public async Task World_after_a_restart_that_lost_blocks_has_only_the_loans_that_are_left()
    {
        await using var chain = await OwnChain.StartAsync(cancellationToken: Token);
        var demo = new DemoOnChain(chain.Client);
        var saved = await chain.Client.RequestAsync<string>("evm_snapshot", [], Token);
        var chooser = new ActionChooser(demo.Options, new Random(7));
        for (var action = 0; action < 8; action++)
            await demo.Live.ActAsync(chooser, Token);
        var before = await demo.WorldReader.ReadAsync(Token);
        var seen = await chain.Client.GetBlockNumberAsync(Token);

        await chain.SendAsync("evm_revert", [saved], Token);
        while (await chain.Client.GetBlockNumberAsync(Token) <= seen)
            await chain.SendAsync("evm_mine", [], Token);

        Assert.True(before.LoanCount > 0);
        Assert.Equal(0, (await demo.WorldReader.ReadAsync(Token)).LoanCount);
    }

    [Fact]
    public async Task Clock_that_stands_in_the_past_is_set_to_now()
    {
        await using var chain = await OwnChain.StartAsync(past: TimeSpan.FromDays(3), cancellationToken: Token);
        var demo = new DemoOnChain(chain.Client);
        var chooser = new ActionChooser(demo.Options, new Random(7));

        await demo.Live.ActAsync(chooser, Token);
        await demo.Live.ActAsync(chooser, Token);

        var head = await chain.Client.GetHeaderAsync(BlockReference.Latest, Token);
        Assert.InRange(head!.Timestamp, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact]
    public void Key_of_the_operator_is_out_of_reach() =>
        Assert.Throws<ArgumentException>(() => ActorWallets.KeyOf(new Actor("Somebody", 1)));
}
