using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ReFlow.Chain.JsonRpc;

namespace ReFlow.Chain.Hosting;

/// <summary>
/// Healthy when the node answers and serves the expected chain. The description goes to anybody who asks /health?detail, so it names
/// neither the node nor the cause; the log has both.
/// </summary>
sealed class ChainHealthCheck(EthereumClient chain) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await chain.GetChainIdAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (JsonRpcException exception)
        {
            return Unhealthy("cannot be reached", exception);
        }
        catch (WrongChainException exception)
        {
            return Unhealthy(string.Create(
                CultureInfo.InvariantCulture, $"serves chain id {exception.SeenChainId}, expected {exception.ExpectedChainId}"), exception);
        }

        HealthCheckResult Unhealthy(string description, Exception exception) => new(context.Registration.FailureStatus, description, exception);
    }
}
