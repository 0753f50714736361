using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace ReFlow.ServiceDefaults.Health;

/// <summary>Healthy when PostgreSQL answers a query on a connection from the pool.</summary>
sealed class PostgresHealthCheck(NpgsqlDataSource dataSource) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = dataSource.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            var reason = exception is PostgresException server ? server.MessageText : "cannot be reached";
            return new HealthCheckResult(context.Registration.FailureStatus, $"PostgreSQL: {reason}", exception);
        }
    }
}
