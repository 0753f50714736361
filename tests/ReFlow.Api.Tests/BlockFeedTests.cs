using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using ReFlow.Data;
using StackExchange.Redis;

namespace ReFlow.Api.Tests;

public sealed class BlockFeedTests(ApiServers servers)
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Without_redis_blocks_arrive_once_each_in_order_and_again_after_a_reorganisation()
    {
        await using var api = await servers.StartApiAsync(cache: "127.0.0.1:1,connectTimeout=200");
        await using var context = api.OpenReadModel();
        var loan = ReadModel.Loan(2, updatedBlockNumber: 1);
        context.Loans.Add(loan);
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        var (events, last) = await ListenAsync(api, context);

        await context.IndexBlockAsync(last + 1, ReadModel.BlockTime, 501);
        await context.IndexBlockAsync(last + 2, ReadModel.BlockTime, 502, loan);
        Assert.Equal((last + 1, ReadModel.HashOf(501)), Key(await NextAsync(events)));
        var changed = await NextAsync(events);
        Assert.Equal((last + 2, ReadModel.HashOf(502)), Key(changed));
        Assert.Equal([loan.Address], changed.Loans!);

        // The block is taken back and comes with another hash.
        await context.IndexBlockAsync(last + 2, ReadModel.BlockTime, 602);
        Assert.Equal((last + 2, ReadModel.HashOf(602)), Key(await NextAsync(events)));
        await context.IndexBlockAsync(last + 3, ReadModel.BlockTime, 603);
        Assert.Equal((last + 3, ReadModel.HashOf(603)), Key(await NextAsync(events)));
    }

    [Fact]
    public async Task Newest_block_is_told_again_when_the_chain_has_left_it()
    {
        await using var api = await servers.StartApiAsync();
        await using var context = api.OpenReadModel();
        var (events, last) = await ListenAsync(api, context);

        await context.OrphanAsync();
        var orphaned = await NextAsync(events);
        Assert.Equal((last, true), (orphaned.Number, orphaned.IsOrphaned));

        await context.IndexBlockAsync(last, ReadModel.BlockTime, 601);
        var replacement = await NextAsync(events);
        Assert.Equal((last, ReadModel.HashOf(601)), Key(replacement));
        Assert.False(replacement.IsOrphaned);
    }

    [Fact]
    public async Task Message_on_redis_is_a_hint_and_a_doubled_or_false_one_changes_nothing()
    {
        await using var api = await servers.StartApiAsync();
        await using var context = api.OpenReadModel();
        var (events, last) = await ListenAsync(api, context);
        var redis = api.Services.GetRequiredService<IConnectionMultiplexer>().GetSubscriber();
        var channel = RedisChannel.Literal(IndexedBlockMessage.Channel);
        var forged = new IndexedBlockMessage(999, ReadModel.HashOf(999).ToString(), ReadModel.BlockTime, [], Reorg: false).ToJson();

        foreach (var text in new[] { forged, forged, "not json" })
            await redis.PublishAsync(channel, text);
        await context.IndexBlockAsync(last + 1, ReadModel.BlockTime, 501);
        foreach (var text in new[] { forged, forged })
            await redis.PublishAsync(channel, text);

        Assert.Equal((last + 1, ReadModel.HashOf(501)), Key(await NextAsync(events)));
        await context.IndexBlockAsync(last + 2, ReadModel.BlockTime, 502);
        Assert.Equal((last + 2, ReadModel.HashOf(502)), Key(await NextAsync(events)));
    }

    /// <summary>Listens, and indexes blocks until an event proves that the feed knows where "now" is.</summary>
    static async Task<(ChannelReader<IndexedBlock> Events, long Last)> ListenAsync(ApiHost api, ReFlowDbContext context)
    {
        var events = Channel.CreateUnbounded<IndexedBlock>();
        api.Services.GetRequiredService<BlockBroadcast>().Subscribe(new Listener(events.Writer));
        var deadline = DateTime.UtcNow + s_patience;
        for (var number = 1; DateTime.UtcNow < deadline; number++)
        {
            await context.IndexBlockAsync(number, ReadModel.BlockTime, number);
            using var attempt = new CancellationTokenSource(TimeSpan.FromSeconds(3));
            try
            {
                while ((await events.Reader.ReadAsync(attempt.Token)).Number < number)
                    continue;
                return (events.Reader, number);
            }
            catch (OperationCanceledException) when (attempt.IsCancellationRequested)
            {
                // The block became the feed's "now"; the next one is an event.
                continue;
            }
        }

        throw new TimeoutException("An event of the block feed was expected.");
    }

    static async Task<IndexedBlock> NextAsync(ChannelReader<IndexedBlock> events)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(s_patience);
        return await events.ReadAsync(timeout.Token);
    }

    static (long, ReFlow.Chain.Hash32) Key(IndexedBlock block) => (block.Number, block.Hash);

    sealed class Listener(ChannelWriter<IndexedBlock> events) : IObserver<IndexedBlock>
    {
        public void OnNext(IndexedBlock value) => events.TryWrite(value);

        public void OnError(Exception error) => events.TryComplete(error);

        public void OnCompleted() => events.TryComplete();
    }
}
