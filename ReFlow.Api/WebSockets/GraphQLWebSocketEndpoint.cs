using System.Net.WebSockets;
using Microsoft.Extensions.Options;

namespace ReFlow.Api;

/// <summary>Accepts sockets, bounds their number, and ends each one cleanly.</summary>
sealed class GraphQLWebSocketEndpoint(
    OperationRunner runner,
    ServerMessages messages,
    IOptions<GraphQLLimits> limits,
    IOptions<AllowedOrigins> origins,
    IHostEnvironment environment,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<GraphQLWebSocketEndpoint> logger)
{
    public const string SubProtocol = "graphql-transport-ws";

    int _openSockets;

    public async Task HandleAsync(HttpContext context)
    {
        if (!origins.Value.Allow(context.Request, environment.IsDevelopment()))
        {
            Log.SocketRefused(logger, "foreign origin");
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        try
        {
            if (Interlocked.Increment(ref _openSockets) > limits.Value.MaxSockets)
            {
                Log.SocketRefused(logger, "too many sockets");
                context.Response.Headers.RetryAfter = "5";
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            await AcceptAsync(context);
        }
        finally
        {
            Interlocked.Decrement(ref _openSockets);
        }
    }

    async Task AcceptAsync(HttpContext context)
    {
        var speaksOurProtocol = context.WebSockets.WebSocketRequestedProtocols.Contains(SubProtocol);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = speaksOurProtocol ? SubProtocol : null,
            KeepAliveInterval = limits.Value.KeepAlive,
            KeepAliveTimeout = limits.Value.KeepAlive,
        });
        using var connection = new SocketConnection(socket, limits.Value, context.RequestAborted);
        var writing = connection.WriteAsync();
        try
        {
            if (speaksOurProtocol)
                await ServeAsync(connection);
            else
                connection.Close(CloseCodes.SubProtocolNotAcceptable, $"Sub-protocol {SubProtocol} was expected");
        }
        finally
        {
            // Whatever ended the session, nothing may still be writing when the socket is disposed.
            await DrainAsync(connection, writing, socket);
        }

        Log.SocketClosed(logger, connection.CloseFrame!.Code, connection.CloseFrame.Reason);
    }

    async Task ServeAsync(SocketConnection connection)
    {
        using var operations = new SocketOperations(connection, limits.Value.MaxOperationsPerSocket);
        var session = new WebSocketSession(connection, operations, runner, messages, logger);
        await using var initialisation = time.CreateTimer(
            _ => CloseUnlessInitialised(session, connection), null, limits.Value.ConnectionInitTimeout, Timeout.InfiniteTimeSpan);
        await using var stopping = lifetime.ApplicationStopping.Register(() => connection.Close(CloseCodes.GoingAway, "The server is stopping"));
        await session.RunAsync();
    }

    static void CloseUnlessInitialised(WebSocketSession session, SocketConnection connection)
    {
        if (!session.IsInitialised)
            connection.Close(CloseCodes.InitialisationTimeout, "Connection initialisation timeout");
    }

    // Answers the peer's close frame, or waits a bounded time for the peer to answer ours.
    static async Task DrainAsync(SocketConnection connection, Task writing, WebSocket socket)
    {
        connection.Close(CloseCodes.Normal, "");
        await writing;
        while (socket.State == WebSocketState.CloseSent && await connection.ReceiveAsync() is not null)
            continue;
    }
}
