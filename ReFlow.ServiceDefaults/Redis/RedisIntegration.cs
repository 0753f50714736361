using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using ReFlow.ServiceDefaults;
using ReFlow.ServiceDefaults.Health;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>Redis for a service, under the name of Aspire's client integration.</summary>
public static class RedisIntegration
{
    /// <summary>
    /// Registers one <see cref="IConnectionMultiplexer"/> over <c>ConnectionStrings:{connectionName}</c> that reconnects by itself
    /// and lets the service start while Redis is down, and a check of the same name that reports degraded, never unhealthy.
    /// </summary>
    /// <exception cref="InvalidOperationException">The connection string is missing.</exception>
    public static IHostApplicationBuilder AddRedisClient(this IHostApplicationBuilder builder, string connectionName)
    {
        var options = ConfigurationOptions.Parse(builder.Configuration.GetRequiredConnectionString(connectionName));
        options.AbortOnConnectFail = false;
        options.ClientName ??= builder.Environment.ApplicationName;

        builder.Services.AddSingleton<IConnectionMultiplexer>(services =>
        {
            var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("ReFlow.ServiceDefaults.Redis");
            var connection = ConnectionMultiplexer.Connect(options);
            connection.ConnectionFailed += (_, failure) => Log.RedisConnectionLost(logger, failure.EndPoint?.ToString(), failure.FailureType);
            connection.ConnectionRestored += (_, restored) => Log.RedisConnectionRestored(logger, restored.EndPoint?.ToString());
            return connection;
        });
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            connectionName,
            services => new RedisHealthCheck(services.GetRequiredService<IConnectionMultiplexer>()),
            HealthStatus.Degraded,
            [HealthTags.Ready],
            timeout: TimeSpan.FromSeconds(5)));
        return builder;
    }
}
