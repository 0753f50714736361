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
sealed class NewHeadsSubscription(Uri endpoint, TimeProvider time, ILogger? logger = null)
{
    const int BufferedHeads = 64;

    static readonly JsonRpcOptions s_backOff = new() { RetryBaseDelay = TimeSpan.FromMilliseconds(250), RetryMaxDelay = TimeSpan.FromSeconds(15) };

    readonly Uri _webSocketEndpoint = new UriBuilder(endpoint) { Scheme = endpoint.Scheme is "https" or "wss" ? "wss" : "ws" }.Uri;
    readonly ILogger _logger = logger ?? NullLogger.Instance;

    string Origin => JsonRpcClient.OriginOf(_webSocketEndpoint);

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
        Exception? failure = null;
        var failedAttempts = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await NewHeadsConnection.OpenAsync(_webSocketEndpoint, cancellationToken);
                Log.SubscribedToHeads(_logger, Origin);
                while (await connection.ReadHeadAsync(cancellationToken) is { } head)
                {
                    failedAttempts = 0;
                    heads.TryWrite(head);
                }

                await BackOffAsync(++failedAttempts, "the node closed the connection", cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (JsonRpcException exception) when (!exception.IsTransient)
            {
                failure = exception;
                break;
            }
            catch (Exception exception) when (exception is WebSocketException or JsonException or JsonRpcException or IOException or OperationCanceledException)
            {
                await BackOffAsync(++failedAttempts, exception.Message, cancellationToken);
            }
        }

        heads.TryComplete(failure);
    }

    async Task BackOffAsync(int failedAttempts, string reason, CancellationToken cancellationToken)
    {
        var delay = RetryDelay.After(failedAttempts, askedFor: null, s_backOff);
        Log.HeadsSubscriptionBroke(_logger, Origin, delay.TotalMilliseconds, reason);
        ChainTelemetry.Reconnects.Add(1);
        await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
