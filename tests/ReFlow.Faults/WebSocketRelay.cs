using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace ReFlow.Faults;

/// <summary>One client's WebSocket to the node, frame by frame; subscriptions' notifications may be lost and the connection cut.</summary>
sealed class WebSocketRelay(Uri node, FaultPlan plan, FaultDice dice, FaultStatistics statistics)
{
    public async Task RunAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var upstream = new ClientWebSocket();
        await upstream.ConnectAsync(new UriBuilder(node) { Scheme = "ws" }.Uri, cancellationToken);
        using var client = await context.WebSockets.AcceptWebSocketAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var ended = await Task.WhenAny(CopyAsync(client, upstream, isFromNode: false, stop.Token), CopyAsync(upstream, client, isFromNode: true, stop.Token));
            await ended;
        }
        catch (WebSocketException)
        {
            // One side is gone, and so is the other below.
            context.Abort();
        }
        finally
        {
            await stop.CancelAsync();
            client.Abort();
            upstream.Abort();
        }
    }

    async Task CopyAsync(WebSocket from, WebSocket to, bool isFromNode, CancellationToken cancellationToken)
    {
        var chunk = new byte[16 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            var received = await from.ReceiveAsync(chunk.AsMemory(), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
                return;
            message.Write(chunk, 0, received.Count);
            if (!received.EndOfMessage)
                continue;

            var isNotification = isFromNode && message.GetBuffer().AsSpan(0, (int)message.Length).IndexOf("eth_subscription"u8) >= 0;
            if (isNotification && dice.Strikes(plan.CutConnection))
            {
                statistics.Did(FaultKind.CutConnection);
                return;
            }

            if (isNotification && dice.Strikes(plan.LostNotification))
                statistics.Did(FaultKind.LostNotification);
            else
                await to.SendAsync(message.GetBuffer().AsMemory(0, (int)message.Length), received.MessageType, endOfMessage: true, cancellationToken);
            message.SetLength(0);
        }
    }
}
