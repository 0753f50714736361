using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Migrator.Contracts;
using ReFlow.Migrator.Database;
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
        builder.Services.AddSingleton<MigratorRun>();
        return builder;
    }
}
