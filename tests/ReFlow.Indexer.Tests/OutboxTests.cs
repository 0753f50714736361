using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using ReFlow.Data;
using ReFlow.Domain;
using ReFlow.Indexer.Sync;
using ReFlow.Indexer.Tests.Support;
using StackExchange.Redis;

namespace ReFlow.Indexer.Tests;

public sealed class OutboxTests(IndexerServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commit_publishes_the_block_and_its_loans_and_empties_the_outbox()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await using var subscriber = await Subscriber.ConnectAsync(servers.CacheConnectionString);
        await indexer.StartAsync();
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        var head = (await chain.Client.GetHeaderAsync(ReFlow.Chain.BlockReference.Latest, Token))!;

        await Eventually.TrueAsync("the loan's block is published", () => subscriber.Messages.Any(message => message.Hash == head.Hash.ToString()));

        var published = subscriber.Messages.Single(message => message.Hash == head.Hash.ToString());
        Assert.Equal((head.Number, head.Timestamp, false), (published.Number, published.Timestamp, published.Reorg));
        Assert.Equal([loan.ToString()], published.Loans);
        await Eventually.TrueAsync("the outbox is empty", async () => await indexer.CountAsync("outbox") == 0);
    }

    [Fact]
    public async Task Reorg_publishes_what_was_taken_back()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await using var subscriber = await Subscriber.ConnectAsync(servers.CacheConnectionString);
        await indexer.StartAsync();
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await indexer.CatchUpAsync(chain.Client);

        await chain.Node.ReorgAsync(1);

        await Eventually.TrueAsync("the loss of the loan is published", () => subscriber.Messages.Any(message => message.Reorg && message.Loans.Contains(loan.ToString())));
        var taken = subscriber.Messages.First(message => message.Reorg && message.Loans.Contains(loan.ToString()));
        Assert.Equal(taken.Number + 1, taken.TakenBackFrom);
        Assert.NotNull(taken.Id);
    }

    [Fact]
    public async Task Redis_down_indexing_goes_on_and_messages_wait()
    {
        await using var chain = await LoanChain.StartAsync();
        var port = int.Parse(servers.CacheConnectionString.Split(',')[0].Split(':')[1], CultureInfo.InvariantCulture);
        await using var link = new FaultyLink(port);
        link.Cut();
        var cache = string.Join(',', [$"127.0.0.1:{link.Port}", .. servers.CacheConnectionString.Split(',')[1..], "connectTimeout=300", "asyncTimeout=300"]);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url, cache: cache);
        await using var subscriber = await Subscriber.ConnectAsync(servers.CacheConnectionString);
        await indexer.StartAsync();
        await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await indexer.CatchUpAsync(chain.Client);
        var head = await chain.Client.GetHeaderAsync(ReFlow.Chain.BlockReference.Latest, Token);
        Assert.True(await indexer.CountAsync("outbox") > 0);
        Assert.DoesNotContain(subscriber.Messages, message => message.Hash == head!.Hash.ToString());

        link.Mend();

        await Eventually.TrueAsync("the message arrives late", () => subscriber.Messages.Any(message => message.Hash == head!.Hash.ToString()));
        await Eventually.TrueAsync("the outbox is empty", async () => await indexer.CountAsync("outbox") == 0);
    }

    [Fact]
    public async Task Message_that_commits_after_a_later_one_is_still_published()
    {
        // A relay that remembers the highest id it sent loses this row (security reference, finding 7).
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await using var subscriber = await Subscriber.ConnectAsync(servers.CacheConnectionString);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        await using var connection = await indexer.DataSource.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await InsertAsync(connection, "0xlate");

        await chain.Node.MineAsync();
        var head = await chain.Client.GetHeaderAsync(ReFlow.Chain.BlockReference.Latest, Token);
        await Eventually.TrueAsync("the later message was published", () => subscriber.Messages.Any(message => message.Hash == head!.Hash.ToString()));
        await transaction.CommitAsync(Token);

        await Eventually.TrueAsync("the earlier message was published", () => subscriber.Messages.Any(message => message.Hash == "0xlate"));
    }

    [Fact]
    public async Task Crash_between_publishing_and_deleting_publishes_again()
    {
        // Other classes publish on the same channel. The loan's id is this chain's own, so from its block on no other chain has these hashes.
        await using var chain = await LoanChain.StartAsync();
        await chain.CreateLoanAsync(RepaymentKind.Bullet);
        var head = (await chain.Client.GetHeaderAsync(ReFlow.Chain.BlockReference.Latest, Token))!;
        var crash = new CrashAt(CommitPoint.BeforeOutboxCommit, every: 1, times: 1);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url, crash);
        await using var subscriber = await Subscriber.ConnectAsync(servers.CacheConnectionString);

        await indexer.With("ReFlow:Contracts:StartBlock", head.Number.ToString(CultureInfo.InvariantCulture)).StartAsync();

        await Eventually.TrueAsync("the message came twice", () => subscriber.Messages.Count(message => message.Hash == head.Hash.ToString()) > 1);
        Assert.True(crash.Crashes >= 1);
        await Eventually.TrueAsync("the outbox is empty", async () => await indexer.CountAsync("outbox") == 0);
    }

    [Fact]
    public async Task Long_outage_of_Redis_keeps_the_newest_messages_and_says_that_some_are_missing()
    {
        await using var chain = await LoanChain.StartAsync();
        var port = int.Parse(servers.CacheConnectionString.Split(',')[0].Split(':')[1], CultureInfo.InvariantCulture);
        await using var link = new FaultyLink(port);
        link.Cut();
        var cache = string.Join(',', [$"127.0.0.1:{link.Port}", .. servers.CacheConnectionString.Split(',')[1..], "connectTimeout=300", "asyncTimeout=300"]);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url, cache: cache);
        await using var subscriber = await Subscriber.ConnectAsync(servers.CacheConnectionString);
        await indexer.WithOption("OutboxKeep", "5").WithOption("HeadWindowBlocks", "100000").WithOption("HeadBatchBlocks", "1").StartAsync();
        await chain.Node.MineAsync(40);
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await indexer.CatchUpAsync(chain.Client);
        var head = await chain.Client.GetHeaderAsync(ReFlow.Chain.BlockReference.Latest, Token);
        await Eventually.TrueAsync("old messages are dropped", async () => await indexer.CountAsync("outbox") <= 5);
        await Eventually.TrueAsync("the age is told", () => indexer.State.OutboxAge > TimeSpan.Zero);

        link.Mend();

        await Eventually.TrueAsync("the newest message arrives", () => subscriber.Messages.Any(message => message.Hash == head!.Hash.ToString()));
        var ours = subscriber.Messages.Where(message => message.Number > head!.Number - 5 && message.Number <= head.Number && message.Id is not null).ToList();
        Assert.Contains(ours, message => message.Missed);
        Assert.Contains(loan.ToString(), ours.Single(message => message.Hash == head!.Hash.ToString()).Loans);
    }

    [Fact]
    public async Task Age_of_the_oldest_message_grows_while_it_is_being_sent_and_nothing_fails()
    {
        await using var chain = await LoanChain.StartAsync();
        var hold = new HoldAt(CommitPoint.BeforeOutboxCommit);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url, hold);
        await indexer.StartAsync();
        await Eventually.TrueAsync("a message is being sent", () => hold.CountOf(CommitPoint.BeforeOutboxCommit) > 0);

        var first = indexer.State.OutboxAge;
        await Eventually.TrueAsync("the age grows", () => indexer.State.OutboxAge > first + TimeSpan.FromMilliseconds(40));

        hold.Release();
        await Eventually.TrueAsync("none waits", async () => indexer.State.OutboxAge == TimeSpan.Zero && await indexer.CountAsync("outbox") == 0);
    }

    static async Task InsertAsync(NpgsqlConnection connection, string hash)
    {
        var payload = new IndexedBlockMessage(1, hash, DateTimeOffset.UnixEpoch, [], Reorg: false).ToJson();
        await using var command = new NpgsqlCommand("insert into outbox (kind, payload, created_at) values ($1, $2::jsonb, now())", connection)
        {
            Parameters = { new() { Value = OutboxKinds.BlockIndexed }, new() { Value = payload } },
        };
        await command.ExecuteNonQueryAsync(Token);
    }

    sealed class Subscriber : IAsyncDisposable
    {
        readonly ConnectionMultiplexer _redis;

        Subscriber(ConnectionMultiplexer redis) => _redis = redis;

        public ConcurrentQueue<IndexedBlockMessage> Messages { get; } = new();

        public static async Task<Subscriber> ConnectAsync(string connectionString)
        {
            var subscriber = new Subscriber(await ConnectionMultiplexer.ConnectAsync(connectionString));
            await subscriber._redis.GetSubscriber().SubscribeAsync(
                RedisChannel.Literal(IndexedBlockMessage.Channel), (_, payload) => subscriber.Messages.Enqueue(IndexedBlockMessage.TryParse(payload.ToString())!));
            return subscriber;
        }

        public ValueTask DisposeAsync() => _redis.DisposeAsync();
    }
}
