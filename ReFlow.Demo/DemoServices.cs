using System.Globalization;
using Microsoft.Extensions.Options;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Demo.Actions;
using ReFlow.Demo.Live;
using ReFlow.Demo.Past;
using ReFlow.Demo.Wallets;
using ReFlow.ServiceDefaults;
using ReFlow.ServiceDefaults.Health;

namespace ReFlow.Demo;

static class DemoServices
{
    const long DefaultChainId = 31337;

    public static WebApplicationBuilder AddDemoServices(this WebApplicationBuilder builder)
    {
        builder.AddEthereumClient(ResourceNames.Chain);
        var chainId = long.Parse(builder.Configuration["ReFlow:ChainId"] ?? DefaultChainId.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

        var services = builder.Services;
        services.AddOptions<DemoOptions>().BindConfiguration(DemoOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<DemoOptions>>().Value);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(ContractAddresses.FromConfiguration(builder.Configuration));
        services.AddSingleton<DemoStatus>();
        services.AddSingleton(provider => new TransactionPipeline(provider.GetRequiredService<EthereumClient>(), chainId));
        services.AddSingleton<LoanReader>();
        services.AddSingleton<UsdtFunds>();
        services.AddSingleton<DevelopmentClock>();
        services.AddSingleton<PastExecutor>();
        services.AddSingleton<PastBuilder>();
        services.AddSingleton<WorldReader>();
        services.AddSingleton<LiveExecutor>();
        services.AddSingleton<LiveLoop>();
        services.AddHostedService<DemoWorker>();
        services.AddHealthChecks().AddCheck<DemoHealthCheck>("actors", tags: [HealthTags.Ready]);
        return builder;
    }
}
