using ReFlow.Chain;

namespace ReFlow.Migrator;

static partial class Log
{
    [LoggerMessage(2000, LogLevel.Information, "Database {Database} did not exist; created.")]
    public static partial void DatabaseCreated(ILogger logger, string database);

    [LoggerMessage(2001, LogLevel.Information, "Applying {Count} migrations: {Names}.")]
    public static partial void Migrating(ILogger logger, int count, string names);

    [LoggerMessage(2002, LogLevel.Information, "The database is up to date.")]
    public static partial void DatabaseReady(ILogger logger);

    [LoggerMessage(2003, LogLevel.Information, "Development chain: {Action}.")]
    public static partial void ChangedChain(ILogger logger, string action);

    [LoggerMessage(2004, LogLevel.Information, "{Contract} is deployed at {Address}.")]
    public static partial void Deployed(ILogger logger, string contract, Address address);

    [LoggerMessage(2006, LogLevel.Information, "Done.")]
    public static partial void Done(ILogger logger);

    [LoggerMessage(2007, LogLevel.Critical, "The migrator failed. {Explanation}")]
    public static partial void Failed(ILogger logger, string explanation);

    [LoggerMessage(2008, LogLevel.Debug, "Detail of the failure above.")]
    public static partial void FailureDetail(ILogger logger, Exception exception);

    [LoggerMessage(2009, LogLevel.Warning, "Cancelled before the end; running again continues.")]
    public static partial void Cancelled(ILogger logger);

    [LoggerMessage(2010, LogLevel.Information, "Chain {ChainId} is not the development chain: contracts are expected, not deployed.")]
    public static partial void NotDeploying(ILogger logger, long chainId);

    [LoggerMessage(2020, LogLevel.Information, "{Contract} would be deployed at {Address}.")]
    public static partial void WouldDeploy(ILogger logger, string contract, Address address);

    [LoggerMessage(2021, LogLevel.Information, "Nothing was sent to chain {ChainId}. With ReFlow:Deployment:DeployerKey the same command deploys.")]
    public static partial void NothingSent(ILogger logger, long chainId);

    [LoggerMessage(2022, LogLevel.Information, "Deploying {Contract} at {Address}.")]
    public static partial void Deploying(ILogger logger, string contract, Address address);

    [LoggerMessage(2023, LogLevel.Information, "{Contract} is deployed, in block {Block}, for {Gas} gas.")]
    public static partial void DeployedIn(ILogger logger, string contract, long block, long gas);

    [LoggerMessage(2024, LogLevel.Information, "Settings for the services: ReFlow:Contracts:Usdt={Usdt} ReFlow:Contracts:Factory={Factory} ReFlow:Contracts:Market={Market} ReFlow:Contracts:Batch={Batch} ReFlow:Contracts:Lens={Lens}")]
    public static partial void Configure(ILogger logger, Address usdt, Address factory, Address market, Address batch, Address lens);
}
