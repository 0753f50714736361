using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ReFlow.Indexer.Sync;

namespace ReFlow.Indexer.Health;

/// <summary>Ready while the read model is close to the head, degraded while that head is old; a standby is ready to take over.</summary>
sealed class SyncHealthCheck(SyncState state, IndexerOptions options, TimeProvider time) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check(state.Current, context.Registration.FailureStatus));

    HealthCheckResult Check(SyncSnapshot now, HealthStatus failure)
    {
        if (now.Problem is { } problem)
            return new HealthCheckResult(failure, $"The indexer is not following the chain: {problem}");
        if (now.LastStepAt is not { } lastStepAt || time.GetUtcNow() - lastStepAt > options.StaleAfter)
            return new HealthCheckResult(failure, $"The indexer has not moved since {now.LastStepAt:O}.");
        if (now.IsStandby)
            return HealthCheckResult.Healthy("Another indexer is the writer; this one stands by.");

        var position = $"indexed block {now.Indexed?.Number}, head {now.Head?.Number}, {now.LagBlocks} behind, final {now.Finalized?.ToString(CultureInfo.InvariantCulture) ?? "none"}";
        if (now.LagBlocks is not { } lag || lag > options.ReadyLagBlocks)
            return new HealthCheckResult(failure, position);
        if (options.MaximumHeadAge is { Ticks: > 0 } oldest && now.Head is { } head && time.GetUtcNow() - head.Timestamp is var age && age > oldest)
            return HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"The node's newest block is {(long)age.TotalSeconds} s old: the node stands still, or the chain does; {position}"));
        return HealthCheckResult.Healthy(position);
    }
}
