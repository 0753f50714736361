using Microsoft.Extensions.Diagnostics.HealthChecks;
using ReFlow.Chain.JsonRpc;

namespace ReFlow.Chain.Hosting;

/// <summary>Healthy when the node answers and serves the expected chain.</summary>
sealed class ChainHealthCheck(EthereumClient chain) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await chain.GetChainIdAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is JsonRpcException or WrongChainException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, exception);
        }
    }
}
