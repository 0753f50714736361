namespace ReFlow.Api;

/// <summary>Event ids 5000 to 5999.</summary>
static partial class Log
{
    [LoggerMessage(5000, LogLevel.Error, "Unexpected error in a GraphQL operation at {Path}")]
    public static partial void UnexpectedError(ILogger logger, Exception exception, string path);

    [LoggerMessage(5001, LogLevel.Warning, "The cursor cannot be read; trying again in a second")]
    public static partial void CursorUnreadable(ILogger logger, Exception exception);

    [LoggerMessage(5002, LogLevel.Warning, "Redis cannot be subscribed to ({Reason}); indexed blocks are noticed by polling")]
    public static partial void RedisUnavailable(ILogger logger, string reason);

    [LoggerMessage(5003, LogLevel.Warning, "The chain's head cannot be read: {Reason}")]
    public static partial void ChainUnreachable(ILogger logger, string reason);

    [LoggerMessage(5004, LogLevel.Information, "WebSocket closed with {CloseCode}: {Reason}")]
    public static partial void SocketClosed(ILogger logger, int closeCode, string reason);

    [LoggerMessage(5005, LogLevel.Warning, "WebSocket refused: {Reason}")]
    public static partial void SocketRefused(ILogger logger, string reason);

    [LoggerMessage(5006, LogLevel.Error, "Unexpected error on a WebSocket")]
    public static partial void SocketFailed(ILogger logger, Exception exception);

    [LoggerMessage(5007, LogLevel.Debug, "The client went away before its answer was written")]
    public static partial void RequestAborted(ILogger logger);

    [LoggerMessage(5008, LogLevel.Warning, "The query that warms up did not succeed ({Reason}); the first visitor may wait longer")]
    public static partial void WarmUpFailed(ILogger logger, string reason);
}
