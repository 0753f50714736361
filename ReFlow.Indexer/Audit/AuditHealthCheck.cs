using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ReFlow.Indexer.Audit;

/// <summary>Degraded, with the difference's name, while the last sample of the read model did not agree with the chain.</summary>
sealed class AuditHealthCheck(AuditState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        state.Difference is { } difference
            ? HealthCheckResult.Degraded($"The read model differs from the chain: {difference}")
            : HealthCheckResult.Healthy("Every sample agrees with the chain."));
}
