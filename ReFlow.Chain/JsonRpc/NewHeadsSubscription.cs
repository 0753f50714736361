using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ReFlow.Chain.JsonRpc;

/// <summary>
/// <c>eth_subscribe("newHeads")</c> that opens its connection again when it breaks. Each connection starts with the current head, so that a
/// consumer notices what it missed.
/// </summary>
/// <param name="endpointFor">The http or https endpoint to connect to after so many failed attempts.</param>
sealed class NewHeadsSubscription(Func<int, Uri> endpointFor, TimeProvider time, ILogger? logger = null)
{
    const int BufferedHeads = 64;

    static readonly JsonRpcOptions s_backOff = new() { RetryBaseDelay = TimeSpan.FromMilliseconds(250), RetryMaxDelay = TimeSpan.FromSeconds(15) };

    readonly ILogger _logger = logger ?? NullLogger.Instance;

    public async IAsyncEnumerable<BlockHeader> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The newest heads are the useful ones: a slow consumer loses the oldest.
        var heads = Channel.CreateBounded<BlockHeader>(new BoundedChannelOptions(BufferedHeads)
        {
            FullMode = BoundedChannelFullMode.DropOldest,
            SingleReader = true,
            SingleWriter = true,
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pump = PumpAsync(heads.Writer, stop.Token);
        try
        {
            await foreach (var head in heads.Reader.ReadAllAsync(cancellationToken))
                yield return head;
        }
        finally
        {
            await stop.CancelAsync();
            await pump;
        }
    }

    async Task PumpAsync(ChannelWriter<BlockHeader> heads, CancellationToken cancellationToken)
    {
        try
        {
            var failedAttempts = 0;
            while (true)
            {
                var endpoint = ToWebSocket(endpointFor(failedAttempts));
                var (hadHeads, reason) = await ReadConnectionAsync(endpoint, heads, cancellationToken);
                failedAttempts = hadHeads ? 1 : failedAttempts + 1;
                await BackOffAsync(endpoint, failedAttempts, reason, cancellationToken);
            }
        }
        catch (Exception exception)
        {
            // Cancellation, a node without subscriptions, or a defect: the consumer sees it and never waits for a pump that is gone.
            heads.TryComplete(exception);
        }
    }

    async Task<(bool HadHeads, string Reason)> ReadConnectionAsync(Uri endpoint, ChannelWriter<BlockHeader> heads, CancellationToken cancellationToken)
    {
        var hadHeads = false;
        try
        {
            await using var connection = await NewHeadsConnection.OpenAsync(endpoint, cancellationToken);
            Log.SubscribedToHeads(_logger, JsonRpcClient.OriginOf(endpoint));
            while (await connection.ReadHeadAsync(cancellationToken) is { } head)
            {
                hadHeads = true;
                heads.TryWrite(head);
            }

            return (hadHeads, "the node closed the connection");
        }
        catch (Exception exception) when (IsTransient(exception) && !cancellationToken.IsCancellationRequested)
        {
            return (hadHeads, exception.Message);
        }
    }

    static Uri ToWebSocket(Uri endpoint) => new UriBuilder(endpoint) { Scheme = endpoint.Scheme is "https" or "wss" ? "wss" : "ws" }.Uri;

    // Cancellation that the caller did not ask for is the time-out of opening the connection.
    static bool IsTransient(Exception exception) =>
        exception is WebSocketException or JsonException or IOException or OperationCanceledException or JsonRpcException { IsTransient: true };

    async Task BackOffAsync(Uri endpoint, int failedAttempts, string reason, CancellationToken cancellationToken)
    {
        var delay = RetryDelay.After(failedAttempts, askedFor: null, s_backOff);
        Log.HeadsSubscriptionBroke(_logger, JsonRpcClient.OriginOf(endpoint), delay.TotalMilliseconds, reason);
        ChainTelemetry.Reconnects.Add(1);
        await Task.Delay(delay, time, cancellationToken);
    }
}
