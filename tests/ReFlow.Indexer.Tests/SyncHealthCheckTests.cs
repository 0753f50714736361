using Microsoft.Extensions.Diagnostics.HealthChecks;
using ReFlow.Chain;
using ReFlow.Data;
using ReFlow.Indexer.Health;
using ReFlow.Indexer.Sync;

namespace ReFlow.Indexer.Tests;

/// <summary>An old head says nothing about how far the read model is behind it.</summary>
public sealed class SyncHealthCheckTests
{
    static readonly DateTimeOffset s_now = TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData(1_000, 0, HealthStatus.Healthy)]
    [InlineData(1_000, 600, HealthStatus.Degraded)]
    [InlineData(10, 0, HealthStatus.Unhealthy)]
    [InlineData(10, 600, HealthStatus.Unhealthy)]
    [InlineData(null, 600, HealthStatus.Unhealthy)]
    public async Task Read_model_that_is_far_behind_is_not_ready_however_old_the_head_is(int? indexed, int headAgeSeconds, HealthStatus expected)
    {
        var state = new SyncState(TimeProvider.System);
        state.SawHead(At(1_000, s_now.AddSeconds(-headAgeSeconds)));
        if (indexed is { } number)
            state.Stands(At(number, s_now.AddHours(-1)), finalized: null);
        var check = new SyncHealthCheck(state, new IndexerOptions { MaximumHeadAge = TimeSpan.FromMinutes(5) }, TimeProvider.System);

        var health = await check.CheckHealthAsync(
            new HealthCheckContext { Registration = new HealthCheckRegistration("sync", check, HealthStatus.Unhealthy, tags: null) }, TestContext.Current.CancellationToken);

        Assert.Equal(expected, health.Status);
    }

    static Block At(long number, DateTimeOffset time) => new() { Number = number, Hash = default(Hash32), ParentHash = default(Hash32), Timestamp = time };
}
