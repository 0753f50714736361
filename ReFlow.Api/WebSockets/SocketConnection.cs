using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace ReFlow.Api;

/// <summary>
/// One socket with bounded memory: messages to it wait in a queue of limited length, and a client that does not read is closed, not
/// waited for. Sending and closing never block the caller.
/// </summary>
sealed class SocketConnection : IDisposable
{
    /// <summary>Bytes that a close frame has for its reason (RFC 6455, section 5.5).</summary>
    const int MaximumReasonBytes = 123;

    static readonly TimeSpan s_closeTimeout = TimeSpan.FromSeconds(2);

    readonly WebSocket _socket;
    readonly int _maximumMessageBytes;
    readonly Channel<byte[]> _outgoing;
    readonly CancellationTokenSource _closing = new();
    readonly CancellationTokenSource _aborted;
    CloseFrame? _close;

    public SocketConnection(WebSocket socket, GraphQLLimits limits, CancellationToken aborted)
    {
        _socket = socket;
        _maximumMessageBytes = limits.MaxMessageBytes;
        _outgoing = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(limits.MaxQueuedMessagesPerSocket) { SingleReader = true });
        _aborted = CancellationTokenSource.CreateLinkedTokenSource(aborted);
    }

    /// <summary>The frame that ends the connection, once one was decided on.</summary>
    public CloseFrame? CloseFrame => _close;

    /// <summary>Queues a text message; a full queue closes the socket.</summary>
    public void Send(byte[] message)
    {
        if (!_outgoing.Writer.TryWrite(message))
            Close(CloseCodes.TryAgainLater, "The client reads too slowly");
    }

    /// <summary>Ends the connection; the first call decides. What is queued is dropped.</summary>
    public void Close(int code, string reason)
    {
        if (Interlocked.CompareExchange(ref _close, new CloseFrame(code, Shorten(reason)), null) is not null)
            return;
        _outgoing.Writer.TryComplete();
        _aborted.CancelAfter(s_closeTimeout);
        _closing.Cancel();
    }

    /// <summary>Sends queued messages until the connection ends, then the close frame.</summary>
    public async Task WriteAsync()
    {
        try
        {
            await SendQueuedAsync();
            if (_close is { } close && _socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync((WebSocketCloseStatus)close.Code, close.Reason, _aborted.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            _socket.Abort();
        }
    }

    /// <summary>The next text message, or null when the connection has ended. Whatever else arrives closes the socket and is skipped.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReceiveAsync()
    {
        try
        {
            while (await ReceiveFrameAsync() is { } message)
            {
                if (_close is null)
                    return message;
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            _socket.Abort();
        }

        return null;
    }

    public void Dispose()
    {
        _closing.Dispose();
        _aborted.Dispose();
    }

    async Task SendQueuedAsync()
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(_closing.Token))
                await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, _aborted.Token);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested && !_aborted.IsCancellationRequested)
        {
            return;
        }
    }

    async Task<ReadOnlyMemory<byte>?> ReceiveFrameAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[4 * 1024];
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.AsMemory(), _aborted.Token);
            if (received.MessageType == WebSocketMessageType.Close)
                return null;
            if (received.MessageType == WebSocketMessageType.Binary)
                Close(CloseCodes.InvalidMessage, "A text message was expected, but a binary one was seen");
            if (message.Length + received.Count > _maximumMessageBytes)
                Close(CloseCodes.MessageTooBig, $"A message of at most {_maximumMessageBytes} bytes was expected");
            if (_close is null)
                message.Write(buffer.AsSpan(0, received.Count));
            if (received.EndOfMessage)
                return message.ToArray();
        }
    }

    // Cut between characters: half a character would make the frame invalid.
    static string Shorten(string reason)
    {
        while (Encoding.UTF8.GetByteCount(reason) > MaximumReasonBytes)
            reason = reason[..^(char.IsLowSurrogate(reason[^1]) ? 2 : 1)];
        return reason;
    }
}

/// <summary>Code and reason of a close frame.</summary>
sealed record CloseFrame(int Code, string Reason);
