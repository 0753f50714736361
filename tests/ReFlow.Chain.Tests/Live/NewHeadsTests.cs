using ReFlow.Testing;

namespace ReFlow.Chain.Tests.Live;

public sealed class NewHeadsTests(AnvilNode anvil)
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscription_starts_with_the_current_head_and_then_gives_each_new_one()
    {
        using var timeout = Patience();
        await using var heads = anvil.Client.SubscribeNewHeadsAsync(timeout.Token).GetAsyncEnumerator(timeout.Token);
        Assert.True(await heads.MoveNextAsync());
        var head = heads.Current;
        Assert.Equal(head, await anvil.Client.GetHeaderAsync(head.Hash, Token));
        for (var i = 0; i < 5; i++)
        {
            await anvil.Client.RequestAsync<object?>("anvil_mine", [1L], Token);
            var target = await anvil.Client.GetBlockNumberAsync(Token);
            do
                Assert.True(await heads.MoveNextAsync());
            while (heads.Current.Number < target);
            Assert.Equal(heads.Current, await anvil.Client.GetHeaderAsync(heads.Current.Hash, Token));
        }
    }

    [Fact]
    public async Task Subscription_survives_a_restart_of_the_node_and_starts_again_with_the_head()
    {
        var first = await AnvilNode.StartAsync(chainId: 31337);
        AnvilProcess? second = null;
        try
        {
            using var timeout = Patience();
            await using var heads = EthereumClient.Connect(first.Url, 31337).SubscribeNewHeadsAsync(timeout.Token).GetAsyncEnumerator(timeout.Token);
            Assert.True(await heads.MoveNextAsync());
            Assert.Equal(0, heads.Current.Number);

            await first.DisposeAsync();
            second = await AnvilNode.StartAsync(chainId: 31337, first.Port);
            await EthereumClient.Connect(second.Url).RequestAsync<object?>("anvil_mine", [1L], timeout.Token);
            do
                Assert.True(await heads.MoveNextAsync());
            while (heads.Current.Number == 0);
        }
        finally
        {
            if (second is not null)
                await second.DisposeAsync();
        }
    }

    [Fact]
    public async Task Cancellation_ends_the_subscription()
    {
        using var cancellation = Patience();
        await using var heads = anvil.Client.SubscribeNewHeadsAsync(cancellation.Token).GetAsyncEnumerator(cancellation.Token);
        Assert.True(await heads.MoveNextAsync());
        var next = ReadToTheEndAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);

        async Task ReadToTheEndAsync()
        {
            while (await heads.MoveNextAsync())
                Assert.NotNull(heads.Current);
        }
    }

    static CancellationTokenSource Patience()
    {
        var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(s_patience);
        return timeout;
    }
}
