using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using ReFlow.Chain;
using ReFlow.Chain.Hosting;
using ReFlow.Chain.JsonRpc;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers the chain's node.</summary>
public static class EthereumClientBuilderExtensions
{
    const long DefaultChainId = 31337;

    /// <summary>
    /// Adds <see cref="EthereumClient"/> (singleton) over the named connection string (one URL, or several separated by ; or ,), bounded by
    /// section <c>ReFlow:Chain</c> (<see cref="JsonRpcOptions"/>), and a health check of the same name: a node answers and serves the chain of
    /// <c>ReFlow:ChainId</c> (default 31337). Nothing is asked of one node before the first request; the heads of several are compared.
    /// </summary>
    public static IHostApplicationBuilder AddEthereumClient(this IHostApplicationBuilder builder, string connectionName)
    {
        ArgumentNullException.ThrowIfNull(builder);

        // The client repeats reads by itself and must send a transaction once: no handler that other defaults add may retry for it. The
        // factory's request logs and the handler's own spans would show the URL, and with it a provider's access key.
        builder.Services.AddHttpClient(ChainTelemetry.Name, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
                handler.ActivityHeadersPropagator = null;
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear())
            .RemoveAllLoggers();

        builder.Services.AddSingleton(services => new EthereumClient(
            new JsonRpcClient(
                EndpointList.Read(builder.Configuration, connectionName),
                services.GetRequiredService<IHttpClientFactory>().CreateClient(ChainTelemetry.Name),
                ReadOptions(builder.Configuration),
                time: services.GetService<TimeProvider>(),
                logger: services.GetService<ILogger<JsonRpcClient>>()),
            ReadChainId(builder.Configuration),
            services.GetService<TimeProvider>(),
            services.GetService<ILogger<EthereumClient>>()));
        if (EndpointList.HasSeveral(builder.Configuration, connectionName))
        {
            builder.Services.AddHostedService(services => new EndpointComparison(
                services.GetRequiredService<EthereumClient>(),
                ReadOptions(builder.Configuration),
                services.GetService<TimeProvider>() ?? TimeProvider.System,
                services.GetRequiredService<ILogger<EndpointComparison>>()));
        }

        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            connectionName,
            services => new ChainHealthCheck(services.GetRequiredService<EthereumClient>()),
            failureStatus: HealthStatus.Unhealthy,
            tags: ["ready"],
            timeout: TimeSpan.FromSeconds(5)));
        return builder;
    }

    static JsonRpcOptions ReadOptions(IConfiguration configuration)
    {
        var options = configuration.GetSection("ReFlow:Chain").Get<JsonRpcOptions>() ?? new JsonRpcOptions();
        return options.HeadComparisonInterval >= TimeSpan.Zero && options.HeadComparisonInterval <= TimeSpan.FromDays(1)
            ? options
            : throw new InvalidOperationException($"ReFlow:Chain:HeadComparisonInterval must be 0 (never) or up to a day, seen {options.HeadComparisonInterval}.");
    }

    static long ReadChainId(IConfiguration configuration)
    {
        var text = configuration["ReFlow:ChainId"];
        if (string.IsNullOrEmpty(text))
            return DefaultChainId;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var chainId) && chainId > 0
            ? chainId
            : throw new InvalidOperationException($"ReFlow:ChainId must be a positive number, seen \"{text}\".");
    }
}
