using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Migrator.Contracts;
using ReFlow.Migrator.Database;
using ReFlow.Migrator.Deployment;
using ReFlow.ServiceDefaults;

namespace ReFlow.Migrator;

static class MigratorServices
{
    public static IHostApplicationBuilder AddMigratorServices(this IHostApplicationBuilder builder)
    {
        builder.AddNpgsqlDbContext<ReFlowDbContext>(ResourceNames.Database);
        builder.AddEthereumClient(ResourceNames.Chain);
        // On a new database Entity Framework asks for its history table and logs the answer as an error; what matters arrives as an exception.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None).AddFilter("Npgsql.Command", LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(ContractAddresses.FromConfiguration(builder.Configuration));
        builder.Services.AddSingleton(services => new MigrationLock(builder.Configuration.GetRequiredConnectionString(ResourceNames.Database)));
        builder.Services.AddSingleton<DatabaseMigration>();
        builder.Services.AddSingleton<ChainMatch>();
        builder.Services.AddSingleton<ContractDeployment>();
        builder.Services.AddSingleton<IMigratorCommand, MigratorRun>();
        return builder;
    }

    /// <summary>For a deployment: it needs the chain alone, and the contracts are not there yet.</summary>
    public static IHostApplicationBuilder AddDeploymentServices(this IHostApplicationBuilder builder)
    {
        builder.AddEthereumClient(ResourceNames.Chain);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ContractDeployer>();
        builder.Services.AddSingleton<ChainRequirements>();
        builder.Services.AddSingleton<IMigratorCommand, DeploymentRun>();
        return builder;
    }
}
