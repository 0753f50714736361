using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace ReFlow.ServiceDefaults.Health;

/// <summary>Healthy when Redis answers a ping. Registered as degraded at worst: Redis is never the truth.</summary>
sealed class RedisHealthCheck(IConnectionMultiplexer connection) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var roundTrip = await connection.GetDatabase().PingAsync().WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy($"answered in {roundTrip.TotalMilliseconds:F1} ms");
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "Redis cannot be reached; pushes arrive by polling", exception);
        }
    }
}
