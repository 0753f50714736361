namespace ReFlow.Web;

/// <summary>Every message that the front end logs; ids 6000 to 6999.</summary>
static partial class Log
{
    [LoggerMessage(6000, LogLevel.Information, "Subscribed to indexed blocks at {Uri}.")]
    public static partial void SubscriptionConnected(this ILogger logger, Uri uri);

    [LoggerMessage(6001, LogLevel.Warning, "Not subscribed to indexed blocks ({Code}): {Reason} Trying again.")]
    public static partial void SubscriptionLost(this ILogger logger, string code, string reason);
}
