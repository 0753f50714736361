using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ReFlow.Web.GraphQL;

/// <summary>
/// A client of the <c>graphql-transport-ws</c> subprotocol for one subscription per connection
/// (https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md).
/// </summary>
public sealed class GraphQLSocket : IAsyncDisposable
{
    const string Subprotocol = "graphql-transport-ws";
    const string OperationId = "1";
    const int MaximumMessageBytes = 256 * 1024;

    /// <summary>A silent connection is asked for a sign of life after this long, and given up after as long again.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    static readonly TimeSpan s_acknowledgeTimeout = TimeSpan.FromSeconds(10);

    readonly WebSocket _socket;
    readonly TimeProvider _time;
    readonly byte[] _buffer = new byte[16 * 1024];

    GraphQLSocket(WebSocket socket, TimeProvider time)
    {
        _socket = socket;
        _time = time;
    }

    /// <summary>Connects and completes <c>connection_init</c> / <c>connection_ack</c>.</summary>
    /// <exception cref="GraphQLException">Nobody answers there, or not in this protocol.</exception>
    public static async Task<GraphQLSocket> ConnectAsync(Uri uri, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = new ClientWebSocket();
        client.Options.AddSubProtocol(Subprotocol);
        client.Options.KeepAliveInterval = KeepAlive;
        client.Options.KeepAliveTimeout = KeepAlive;
        var socket = new GraphQLSocket(client, time);
        try
        {
            using var timeout = new CancellationTokenSource(s_acknowledgeTimeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
            await Guard(client.ConnectAsync(uri, both.Token), cancellationToken);
            await socket.SendAsync(new { type = "connection_init" }, both.Token);
            await socket.ReceiveUntilAsync("connection_ack", both.Token, cancellationToken);
            return socket;
        }
        catch
        {
            await socket.DisposeAsync();
            throw;
        }
    }

    /// <summary>Streams a subscription's data until the server completes it or the connection ends.</summary>
    /// <exception cref="GraphQLException">The connection broke, or the server refused the subscription.</exception>
    public async IAsyncEnumerable<T> SubscribeAsync<T>(
        string query, Action onSubscribed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await SendAsync(new { id = OperationId, type = "subscribe", payload = new { query } }, cancellationToken);
        onSubscribed();
        while (true)
        {
            using var message = await ReceiveAliveAsync(cancellationToken);
            switch (TypeOf(message))
            {
                case "next":
                    yield return DataOf<T>(message);
                    break;
                case "error":
                    throw Failure($"The API refused the subscription: {message.RootElement.GetProperty("payload")}", "SUBSCRIPTION_REFUSED");
                case "complete":
                    throw Failure("The API ended the subscription.", "SUBSCRIPTION_ENDED");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open)
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(1), _time);
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, timeout.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        _socket.Dispose();
    }

    async Task ReceiveUntilAsync(string type, CancellationToken both, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var message = await ReceiveAsync(both, cancellationToken);
            if (TypeOf(message) == type)
                return;
        }
    }

    // Protocol pings both ways: the server's are answered, and silence is questioned before the connection is given up.
    async Task<JsonDocument> ReceiveAliveAsync(CancellationToken cancellationToken)
    {
        var receive = ReceiveAsync(cancellationToken, cancellationToken);
        for (var silences = 0; ; silences++)
        {
            try
            {
                return await receive.WaitAsync(KeepAlive, _time, cancellationToken);
            }
            catch (TimeoutException) when (silences == 0)
            {
                await SendAsync(new { type = "ping" }, cancellationToken);
            }
            catch (TimeoutException exception)
            {
                throw Failure("The API stopped answering.", GraphQLException.Unreachable, exception);
            }
        }
    }

    async Task<JsonDocument> ReceiveAsync(CancellationToken both, CancellationToken cancellationToken)
    {
        while (true)
        {
            var message = await ReadMessageAsync(both, cancellationToken);
            if (TypeOf(message) != "ping")
                return message;
            message.Dispose();
            await SendAsync(new { type = "pong" }, both);
        }
    }

    async Task<JsonDocument> ReadMessageAsync(CancellationToken both, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        while (true)
        {
            var part = await Guard(_socket.ReceiveAsync(_buffer, both), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
                throw Failure($"The API closed the connection ({(int?)_socket.CloseStatus} {_socket.CloseStatusDescription}).", GraphQLException.Unreachable);
            bytes.Write(_buffer, 0, part.Count);
            if (bytes.Length > MaximumMessageBytes)
                throw Failure("The API sent an oversized message.", "UNREADABLE");
            if (part.EndOfMessage)
                return Parse(bytes);
        }
    }

    static JsonDocument Parse(MemoryStream bytes)
    {
        try
        {
            bytes.Position = 0;
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException exception)
        {
            throw Failure("The API sent something that is not JSON.", "UNREADABLE", exception);
        }
    }

    async Task SendAsync(object message, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(message, GraphQLJson.Options);
        await Guard(_socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, cancellationToken), cancellationToken);
    }

    static string? TypeOf(JsonDocument message) =>
        message.RootElement.ValueKind == JsonValueKind.Object && message.RootElement.TryGetProperty("type", out var type) ? type.GetString() : null;

    static T DataOf<T>(JsonDocument message)
    {
        try
        {
            return message.RootElement.GetProperty("payload").GetProperty("data").Deserialize<T>(GraphQLJson.Options)
                ?? throw Failure("The API sent an empty event.", "UNREADABLE");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Failure("The API sent an event that cannot be read.", "UNREADABLE", exception);
        }
    }

    static GraphQLException Failure(string message, string code, Exception? inner = null) => new(message, code, isTransient: true, inner);

    static async Task Guard(Task call, CancellationToken cancellationToken) =>
        await Guard(Result(call), cancellationToken);

    static async Task<T> Guard<T>(Task<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call;
        }
        catch (Exception exception) when (
            exception is WebSocketException or HttpRequestException or IOException or ObjectDisposedException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Failure("The API's socket cannot be reached.", GraphQLException.Unreachable, exception);
        }
    }

    static async Task<bool> Result(Task call)
    {
        await call;
        return true;
    }
}
