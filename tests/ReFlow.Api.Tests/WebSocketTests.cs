using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ReFlow.Api.Tests;

/// <summary>What the conformance script cannot drive from outside.</summary>
public sealed class WebSocketTests(ApiServers servers)
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Client_that_does_not_read_is_dropped_while_another_hears_every_block()
    {
        await using var api = await servers.StartApiAsync(settings: [("ReFlow:Api:Limits:MaxQueuedMessagesPerSocket", "64")]);
        var broadcast = api.Services.GetRequiredService<BlockBroadcast>();
        using var reader = await SubscribeAsync(api);
        using var slow = await SubscribeAsync(api);
        await EventuallyAsync(() => broadcast.ListenerCount == 2);
        var loans = Enumerable.Range(0, 500).Select(ReadModel.AddressOf).ToArray();

        var number = 0L;
        while (broadcast.ListenerCount == 2 && number < 20_000)
        {
            broadcast.Publish(new IndexedBlock(++number, ReadModel.HashOf(1), ReadModel.BlockTime, Loans: loans));
            var heard = await ReceiveAsync(reader);
            Assert.Equal(number, heard.GetProperty("payload").GetProperty("data").GetProperty("blockIndexed").GetProperty("number").GetInt64());
        }

        Assert.Equal(1, broadcast.ListenerCount);
        broadcast.Publish(new IndexedBlock(++number, ReadModel.HashOf(1), ReadModel.BlockTime, Loans: []));
        Assert.Equal("next", (await ReceiveAsync(reader)).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Event_of_a_block_that_the_chain_has_left_says_so_unasked()
    {
        await using var api = await servers.StartApiAsync();
        var broadcast = api.Services.GetRequiredService<BlockBroadcast>();
        using var socket = await SubscribeAsync(api);
        await EventuallyAsync(() => broadcast.ListenerCount == 1);

        foreach (var isOrphaned in new[] { false, true, false })
        {
            broadcast.Publish(new IndexedBlock(7, ReadModel.HashOf(7), ReadModel.BlockTime, isOrphaned, []));

            var payload = (await ReceiveAsync(socket)).GetProperty("payload");
            Assert.Equal(7, payload.GetProperty("data").GetProperty("blockIndexed").GetProperty("number").GetInt64());
            Assert.Equal(isOrphaned, payload.TryGetProperty("extensions", out var extensions) && extensions.GetProperty("orphanedBlock").GetProperty("number").GetInt64() == 7);
        }
    }

    [Fact]
    public async Task Sockets_that_drop_leave_no_listener_behind()
    {
        await using var api = await servers.StartApiAsync();
        var broadcast = api.Services.GetRequiredService<BlockBroadcast>();

        for (var cycle = 0; cycle < 50; cycle++)
        {
            using var socket = await SubscribeAsync(api);
            await EventuallyAsync(() => broadcast.ListenerCount > 0);
            socket.Abort();
        }

        await EventuallyAsync(() => broadcast.ListenerCount == 0);
    }

    [Fact]
    public async Task Stopping_server_says_goodbye_with_a_code_after_which_clients_reconnect()
    {
        await using var api = await servers.StartApiAsync();
        using var socket = await SubscribeAsync(api);

        api.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        using var timeout = new CancellationTokenSource(s_patience);
        var received = await socket.ReceiveAsync(new byte[1024], timeout.Token);
        Assert.Equal(WebSocketMessageType.Close, received.MessageType);
        Assert.Equal((WebSocketCloseStatus)1001, received.CloseStatus);
    }

    [Theory]
    [InlineData("Development", "http://localhost:15100", true)]
    [InlineData("Production", "http://localhost:15100", false)]
    [InlineData("Production", "https://app.reflow.example", true)]
    [InlineData("Production", "https://app.reflow.example.evil.example", false)]
    [InlineData("Production", "null", false)]
    public async Task Origin_decides_whether_a_page_may_open_a_socket(string environment, string origin, bool allowed)
    {
        await using var api = await servers.StartApiAsync(environment, settings: [("ReFlow:Api:Origins:0", "https://app.reflow.example")]);
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(GraphQLWebSocketEndpoint.SubProtocol);
        socket.Options.SetRequestHeader("Origin", origin);

        var refused = await Record.ExceptionAsync(() => socket.ConnectAsync(api.WebSocketAddress, TestContext.Current.CancellationToken));

        Assert.Equal(allowed, refused is null);
    }

    [Fact]
    public async Task More_sockets_than_allowed_are_refused()
    {
        await using var api = await servers.StartApiAsync(settings: [("ReFlow:Api:Limits:MaxSockets", "1")]);
        using var first = await SubscribeAsync(api);
        using var second = new ClientWebSocket();
        second.Options.AddSubProtocol(GraphQLWebSocketEndpoint.SubProtocol);

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => second.ConnectAsync(api.WebSocketAddress, TestContext.Current.CancellationToken));

        Assert.Contains("503", refused.Message, StringComparison.Ordinal);
    }

    static async Task<ClientWebSocket> SubscribeAsync(ApiHost api)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(GraphQLWebSocketEndpoint.SubProtocol);
        await socket.ConnectAsync(api.WebSocketAddress, TestContext.Current.CancellationToken);
        await SendAsync(socket, """{"type":"connection_init"}""");
        Assert.Equal("connection_ack", (await ReceiveAsync(socket)).GetProperty("type").GetString());
        await SendAsync(socket, """{"id":"1","type":"subscribe","payload":{"query":"subscription { blockIndexed { number loans } }"}}""");
        return socket;
    }

    static Task SendAsync(ClientWebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    static async Task<JsonElement> ReceiveAsync(ClientWebSocket socket)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(s_patience);
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        WebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(buffer, timeout.Token);
            message.Write(buffer, 0, received.Count);
        }
        while (!received.EndOfMessage);
        return JsonSerializer.Deserialize<JsonElement>(message.ToArray());
    }

    static async Task EventuallyAsync(Func<bool> condition)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(s_patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
            await timer.WaitForNextTickAsync(timeout.Token);
    }
}
