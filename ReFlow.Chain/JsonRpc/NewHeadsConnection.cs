using System.Net.WebSockets;
using System.Text.Json;
using ReFlow.Chain.Json;

namespace ReFlow.Chain.JsonRpc;

/// <summary>One WebSocket with one subscription to new heads.</summary>
sealed class NewHeadsConnection : IAsyncDisposable
{
    const int MaxMessageBytes = 1024 * 1024;
    const long SubscribeId = 1;
    const long CurrentHeadId = 2;

    static readonly JsonSerializerOptions s_messageOptions = new(JsonSerializerDefaults.Web);
    static readonly TimeSpan s_openTimeout = TimeSpan.FromSeconds(10);
    static readonly TimeSpan s_keepAlive = TimeSpan.FromSeconds(15);

    readonly ClientWebSocket _socket = new();
    readonly MemoryStream _message = new();

    NewHeadsConnection()
    {
        // A half-open connection must not look like a quiet chain: without a pong in time the socket is aborted.
        _socket.Options.KeepAliveInterval = s_keepAlive;
        _socket.Options.KeepAliveTimeout = s_keepAlive;
    }

    public static async Task<NewHeadsConnection> OpenAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        var connection = new NewHeadsConnection();
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(s_openTimeout);
            await connection._socket.ConnectAsync(endpoint, timeout.Token);
            await connection.SendAsync(new JsonRpcCall("eth_subscribe", "newHeads"), SubscribeId, timeout.Token);
            await connection.SendAsync(new JsonRpcCall("eth_getBlockByNumber", BlockReference.Latest, false), CurrentHeadId, timeout.Token);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next head; null when the node closed the connection.</summary>
    public async Task<BlockHeader?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        while (await ReceiveAsync(cancellationToken))
        {
            var message = JsonSerializer.Deserialize<Message>(new ReadOnlySpan<byte>(_message.GetBuffer(), 0, (int)_message.Length), s_messageOptions)
                ?? throw new JsonException("Expected a message object.");
            if (message.Error is { } error)
                throw new JsonRpcError(error.Code, error.Message).ToException("eth_subscribe");
            if (message.Params is { Result: { } head })
                return head.Deserialize<BlockHeader>(ChainJson.Options);
            if (message is { Id: CurrentHeadId, Result: { } currentHead })
                return currentHead.Deserialize<BlockHeader>(ChainJson.Options);
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        // Abort, not a closing handshake: the node owes us nothing, and a dead peer would make us wait.
        _socket.Abort();
        _socket.Dispose();
        _message.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task SendAsync(JsonRpcCall call, long id, CancellationToken cancellationToken)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            JsonRpcBody.WriteCall(writer, call, id);
        await _socket.SendAsync(buffer.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
    }

    async Task<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        _message.SetLength(0);
        var chunk = new byte[16 * 1024];
        while (true)
        {
            var received = await _socket.ReceiveAsync(chunk.AsMemory(), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
                return false;
            if (_message.Length + received.Count > MaxMessageBytes)
                throw new JsonRpcException("eth_subscribe", JsonRpcErrorKind.Unavailable, $"a message is longer than {MaxMessageBytes} bytes");
            _message.Write(chunk, 0, received.Count);
            if (received.EndOfMessage)
                return true;
        }
    }

    sealed record Message(long? Id, JsonElement? Result, Notification? Params, MessageError? Error);

    sealed record Notification(JsonElement? Result);

    sealed record MessageError(int Code, string Message);
}
