using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ReFlow.Demo;

/// <summary>Healthy once the past is built and the actors act; the description says what they do.</summary>
sealed class DemoHealthCheck(DemoStatus status) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (activity, problem, isLive) = status.Read();
        var description = problem is null ? activity : $"{activity}; {problem}";
        return Task.FromResult(
            !isLive ? HealthCheckResult.Unhealthy(description)
            : problem is not null ? HealthCheckResult.Degraded(description)
            : HealthCheckResult.Healthy(description));
    }
}
