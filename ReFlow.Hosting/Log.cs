using Microsoft.Extensions.Logging;

namespace ReFlow.Hosting;

/// <summary>The host's log messages; event ids 1000 to 1999.</summary>
static partial class Log
{
    [LoggerMessage(1000, LogLevel.Error, "The command '{Command}' failed")]
    internal static partial void CommandFailed(ILogger logger, string command, Exception exception);
}
