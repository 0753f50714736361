using Microsoft.Extensions.Logging;

namespace ReFlow.Chain;

static partial class Log
{
    [LoggerMessage(8001, LogLevel.Warning, "{Method} failed on attempt {Attempt}, trying again in {DelayMs:0} ms: {Reason}")]
    public static partial void RetryingRead(ILogger logger, string method, int attempt, double delayMs, string reason);

    [LoggerMessage(8002, LogLevel.Information, "Subscribed to new heads at {Origin}")]
    public static partial void SubscribedToHeads(ILogger logger, string origin);

    [LoggerMessage(8003, LogLevel.Warning, "The subscription to new heads at {Origin} broke, connecting again in {DelayMs:0} ms: {Reason}")]
    public static partial void HeadsSubscriptionBroke(ILogger logger, string origin, double delayMs, string reason);

    [LoggerMessage(8004, LogLevel.Error, "An endpoint is not used: {Reason}")]
    public static partial void EndpointRefused(ILogger logger, string reason);

    [LoggerMessage(8005, LogLevel.Warning, "The endpoint {Origin} is left: its head {Head} has been behind the head {Highest} of another for {Seconds:0} s.")]
    public static partial void EndpointStandsStill(ILogger logger, string origin, long head, long highest, double seconds);

    [LoggerMessage(8006, LogLevel.Debug, "The head of {Origin} is not known: {Reason}")]
    public static partial void HeadUnknown(ILogger logger, string origin, string reason);
}
