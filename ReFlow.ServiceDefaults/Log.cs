using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace ReFlow.ServiceDefaults;

/// <summary>Event ids 9000 to 9999.</summary>
static partial class Log
{
    [LoggerMessage(9000, LogLevel.Warning, "Redis at {EndPoint} was lost ({FailureType}); reconnecting in the background")]
    public static partial void RedisConnectionLost(ILogger logger, string? endPoint, ConnectionFailureType failureType);

    [LoggerMessage(9001, LogLevel.Information, "Redis at {EndPoint} is back")]
    public static partial void RedisConnectionRestored(ILogger logger, string? endPoint);
}
