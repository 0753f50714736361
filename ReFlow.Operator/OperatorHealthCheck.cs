using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ReFlow.Operator;

/// <summary>Says what the operator does; degraded while a problem lasts or a decision needs a human.</summary>
sealed class OperatorHealthCheck(OperatorStatus status) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (activity, problem, needHuman) = status.Read();
        if (problem is not null)
            return Task.FromResult(HealthCheckResult.Degraded($"{activity}: {problem}"));
        return Task.FromResult(needHuman.Count > 0
            ? HealthCheckResult.Degraded($"{activity}; needs a human: {string.Join("; ", needHuman)}")
            : HealthCheckResult.Healthy(activity));
    }
}
