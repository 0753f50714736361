using Microsoft.Extensions.Logging;

namespace ReFlow.Hosting;

/// <summary>Messages of the servers that the host runs; event ids 1500 to 1599.</summary>
static partial class Log
{
    [LoggerMessage(1500, LogLevel.Information, "Making PostgreSQL's data directory {DataPath}")]
    internal static partial void PostgresInitialising(ILogger logger, string dataPath);

    [LoggerMessage(1501, LogLevel.Information, "Creating the database {DatabaseName}")]
    internal static partial void PostgresCreatingDatabase(ILogger logger, string databaseName);

    [LoggerMessage(1510, LogLevel.Information, "The chain begins at {GenesisTime}")]
    internal static partial void AnvilFreshState(ILogger logger, DateTimeOffset genesisTime);

    [LoggerMessage(1511, LogLevel.Warning, "The chain's saved state was cut off by a kill; going on from the copy of {SavedAt}")]
    internal static partial void AnvilStateRecovered(ILogger logger, DateTimeOffset savedAt);

    [LoggerMessage(1512, LogLevel.Warning, "The copy of the chain's saved state could not be renewed; trying again soon")]
    internal static partial void AnvilCopyFailed(ILogger logger, Exception exception);
}
