using Microsoft.Extensions.Logging;

namespace ReFlow.Hosting;

/// <summary>The host's log messages; event ids 1000 to 1999.</summary>
static partial class Log
{
    [LoggerMessage(1000, LogLevel.Error, "The command '{Command}' failed")]
    internal static partial void CommandFailed(ILogger logger, string command, Exception exception);

    [LoggerMessage(1001, LogLevel.Error, "A handler of the ready event failed")]
    internal static partial void ReadyHandlerFailed(ILogger logger, Exception exception);

    [LoggerMessage(1002, LogLevel.Error, "The start failed")]
    internal static partial void StartFailed(ILogger logger, Exception exception);

    [LoggerMessage(1003, LogLevel.Information, "{Line}")]
    internal static partial void ResourceLine(ILogger logger, string line);
}
