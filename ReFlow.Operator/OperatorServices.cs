using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Operator.Administration;
using ReFlow.Operator.Sending;
using ReFlow.Operator.Signing;
using ReFlow.ServiceDefaults;
using ReFlow.ServiceDefaults.Health;

namespace ReFlow.Operator;

static class OperatorServices
{
    const string ChainIdKey = "ReFlow:ChainId";
    const long DefaultChainId = 31337;

    public static WebApplicationBuilder AddOperatorServices(this WebApplicationBuilder builder)
    {
        builder.AddNpgsqlDbContext<ReFlowDbContext>(ResourceNames.Database);
        builder.AddEthereumClient(ResourceNames.Chain);

        var services = builder.Services;
        services.AddOptions<OperatorOptions>().BindConfiguration(OperatorOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<OperatorOptions>>().Value);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(ContractAddresses.FromConfiguration(builder.Configuration));
        services.AddSingleton(new LeaseDatabase(builder.Configuration.GetRequiredConnectionString(ResourceNames.Database)));
        services.AddSingleton<OperatorStatus>();
        services.AddSingleton<SigningPolicy>();
        services.AddSingleton(provider => CreateSigner(provider, builder.Configuration));
        services.AddSingleton(provider =>
        {
            var signer = provider.GetRequiredService<PolicySigner>();
            return new TransactionStore(provider.GetRequiredService<IDbContextFactory<ReFlowDbContext>>(), signer.ChainId, signer.Sender);
        });
        services.AddSingleton<Broadcaster>();
        services.AddSingleton<FeeBumper>();
        services.AddSingleton<DurableSender>();
        services.AddSingleton<TransactionTracker>();
        services.AddSingleton<ChainIdentity>();
        services.AddSingleton<LoanCandidates>();
        services.AddSingleton<LoanAdministrator>();
        services.AddHostedService<OperatorWorker>();
        services.AddHealthChecks().AddCheck<OperatorHealthCheck>("operator", tags: [HealthTags.Ready]);
        return builder;
    }

    static PolicySigner CreateSigner(IServiceProvider provider, IConfiguration configuration)
    {
        var chainId = long.Parse(configuration[ChainIdKey] ?? DefaultChainId.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var logger = provider.GetRequiredService<ILogger<PolicySigner>>();
        var key = OperatorKey.Resolve(provider.GetRequiredService<OperatorOptions>(), chainId, logger);
        return new PolicySigner(key, chainId, provider.GetRequiredService<SigningPolicy>());
    }
}
