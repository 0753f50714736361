using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ReFlow.Web.Tests;

/// <summary>A real Kestrel server that speaks <c>graphql-transport-ws</c>; the test sends what the API would.</summary>
sealed class SubscriptionServer : IAsyncDisposable
{
    readonly Channel<Connection> _connections = Channel.CreateUnbounded<Connection>();
    readonly WebApplication _app;

    SubscriptionServer(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Map("/graphql", ServeAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Whether the next connections are acknowledged.</summary>
    public bool Acknowledges { get; set; } = true;

    public static async Task<SubscriptionServer> StartAsync(int port = 0)
    {
        var server = new SubscriptionServer(port);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>Waits for a client that has subscribed.</summary>
    public Task<Connection> NextAsync() =>
        _connections.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(15));

    async Task ServeAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync("graphql-transport-ws");
        var connection = new Connection(socket);
        Assert.Equal("connection_init", (await connection.ReceiveAsync()).GetProperty("type").GetString());
        if (!Acknowledges)
        {
            await socket.CloseAsync((WebSocketCloseStatus)4403, "Forbidden", CancellationToken.None);
            return;
        }
        await connection.SendAsync(new { type = "connection_ack" });
        var subscribe = await connection.ReceiveAsync();
        Assert.Equal("subscribe", subscribe.GetProperty("type").GetString());
        Assert.Contains("blockIndexed", subscribe.GetProperty("payload").GetProperty("query").GetString(), StringComparison.Ordinal);
        connection.Id = subscribe.GetProperty("id").GetString();
        await _connections.Writer.WriteAsync(connection);
        await connection.Closed.Task;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    /// <summary>One subscribed client.</summary>
    public sealed class Connection(WebSocket socket)
    {
        public TaskCompletionSource Closed { get; } = new();

        public string? Id { get; set; }

        public Task AnnounceAsync(long number, params string[] loans) => SendAsync(new
        {
            id = Id,
            type = "next",
            payload = new { data = new { blockIndexed = new { number, hash = Sample.Hash((int)number), timestamp = Sample.Now, loans } } },
        });

        public Task SendAsync(object message) => socket.SendAsync(
            JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        public Task SendTextAsync(string text) => socket.SendAsync(
            Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        public async Task<JsonElement> ReceiveAsync()
        {
            var buffer = new byte[8192];
            var received = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            return JsonDocument.Parse(buffer.AsMemory(0, received.Count)).RootElement;
        }

        /// <summary>Cuts the connection as a crash would.</summary>
        public void Abort()
        {
            socket.Abort();
            Closed.TrySetResult();
        }
    }
}
