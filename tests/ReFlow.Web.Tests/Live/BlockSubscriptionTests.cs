using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.ServiceDiscovery;
using ReFlow.Web.Live;

namespace ReFlow.Web.Tests.Live;

public sealed class BlockSubscriptionTests : IAsyncLifetime
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    readonly BlockFeed _feed = new();
    readonly FeedReader _reader;
    SubscriptionServer _server = null!;
    BlockSubscription _subscription = null!;

    // Listens before the subscription starts, or the first connection could go by unseen.
    public BlockSubscriptionTests() => _reader = _feed.Subscribe();

    public async ValueTask InitializeAsync()
    {
        _server = await SubscriptionServer.StartAsync();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection([new("services:api:http:0", _server.Address.ToString())]).Build());
        services.AddServiceDiscovery();
        var resolver = services.BuildServiceProvider().GetRequiredService<ServiceEndpointResolver>();
        _subscription = new BlockSubscription(new ApiSocketAddress(resolver), _feed, TimeProvider.System, NullLogger<BlockSubscription>.Instance);
        await _subscription.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _subscription.StopAsync(CancellationToken.None);
        _subscription.Dispose();
        _reader.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Announced_block_reaches_every_reader()
    {
        using var second = _feed.Subscribe();
        var connection = await _server.NextAsync();

        await connection.AnnounceAsync(42, Sample.Address(1));

        foreach (var reader in new[] { _reader, second })
        {
            var signal = await ReadUntilAsync(reader, signal => signal.Block is not null);
            Assert.Equal(42, signal.Block!.Number);
            Assert.Contains(Sample.Address(1), signal.Loans);
        }
    }

    [Fact]
    public async Task Lost_connection_is_made_again_and_everybody_refetches()
    {
        var connection = await _server.NextAsync();
        await ReadUntilAsync(_reader, signal => signal.RefetchAll);

        connection.Abort();
        var again = await _server.NextAsync();

        await ReadUntilAsync(_reader, signal => signal.RefetchAll);
        Assert.Equal(FeedState.Connected, _feed.State);
        await again.AnnounceAsync(43);
        await ReadUntilAsync(_reader, signal => signal.Block?.Number == 43);
    }

    [Fact]
    public async Task Lost_connection_is_visible_while_nobody_answers()
    {
        var connection = await _server.NextAsync();
        await ReadUntilAsync(_reader, _ => _feed.State == FeedState.Connected);
        _server.Acknowledges = false;

        connection.Abort();
        await ReadUntilAsync(_reader, _ => _feed.State == FeedState.Lost);

        _server.Acknowledges = true;
        await ReadUntilAsync(_reader, _ => _feed.State == FeedState.Connected);
    }

    [Theory]
    [InlineData("""{"type":"error","id":"1","payload":[{"message":"no"}]}""")]
    [InlineData("""{"type":"complete","id":"1"}""")]
    [InlineData("""{"type":"next","id":"1","payload":{"data":{"blockIndexed":null}}}""")]
    [InlineData("not json")]
    public async Task Message_that_ends_the_subscription_leads_to_a_new_one(string message)
    {
        var connection = await _server.NextAsync();

        await connection.SendTextAsync(message);

        var again = await _server.NextAsync();
        Assert.NotSame(connection, again);
    }

    [Fact]
    public async Task Ping_is_answered_with_pong()
    {
        var connection = await _server.NextAsync();

        await connection.SendAsync(new { type = "ping" });

        Assert.Equal("pong", (await connection.ReceiveAsync()).GetProperty("type").GetString());
    }

    static async Task<FeedSignal> ReadUntilAsync(FeedReader reader, Func<FeedSignal, bool> condition)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(s_patience);
        while (true)
        {
            var signal = await reader.ReadAsync(s_patience, TimeProvider.System, timeout.Token);
            if (signal is not null && condition(signal))
                return signal;
        }
    }
}
