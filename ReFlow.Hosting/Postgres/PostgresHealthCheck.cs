using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Postgres;

/// <summary>Healthy when the server or database answers a query.</summary>
sealed class PostgresHealthCheck(IResourceWithConnectionString resource) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var settings = new NpgsqlConnectionStringBuilder(await resource.GetConnectionStringAsync(cancellationToken)) { Pooling = false, Timeout = 5 };
        settings.Database ??= "postgres";
        try
        {
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var query = new NpgsqlCommand("SELECT 1", connection);
            await query.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException exception)
        {
            return HealthCheckResult.Unhealthy(exception.InnerException?.Message ?? exception.Message);
        }
    }
}
