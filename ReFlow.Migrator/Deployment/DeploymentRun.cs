using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.Signing;

namespace ReFlow.Migrator.Deployment;

/// <summary>
/// <c>deploy</c>: puts the platform's contracts on any chain. Without a key it only says what it would do and where everything will be. What is
/// there already stays, so that a run that was cut short is repeated.
/// </summary>
sealed class DeploymentRun(
    IConfiguration configuration, EthereumClient chain, ChainRequirements requirements, ContractDeployer deployer, ILogger<DeploymentRun> logger)
    : IMigratorCommand
{
    public const string Name = "deploy";

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var options = DeploymentOptions.FromConfiguration(configuration);
            var chainId = await chain.GetChainIdAsync(cancellationToken);
            await requirements.RequireAsync(options.Usdt, cancellationToken);
            if (options.DeployerKey is { } key)
                await DeployAsync(options, key, cancellationToken);
            else
                await PlanAsync(options, chainId, cancellationToken);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.Cancelled(logger);
        }
        catch (Exception exception) when ((ChainFailure.Explain(exception) ?? ExplainDeployment(exception)) is { } explanation)
        {
            Log.Failed(logger, explanation);
            Log.FailureDetail(logger, exception);
        }

        return 1;
    }

    async Task PlanAsync(DeploymentOptions options, long chainId, CancellationToken cancellationToken)
    {
        foreach (var contract in options.Contracts)
        {
            if (await deployer.IsDeployedAsync(contract.Address, cancellationToken))
                Log.Deployed(logger, contract.Name, contract.Address);
            else
                Log.WouldDeploy(logger, contract.Name, contract.Address);
        }

        Log.NothingSent(logger, chainId);
    }

    async Task DeployAsync(DeploymentOptions options, PrivateKey key, CancellationToken cancellationToken)
    {
        using var sender = new TransactionSender(chain, key);
        foreach (var contract in options.Contracts)
        {
            Log.Deploying(logger, contract.Name, contract.Address);
            if (await deployer.DeployIfMissingAsync(contract, sender, cancellationToken) is { } receipt)
                Log.DeployedIn(logger, contract.Name, receipt.BlockNumber, receipt.GasUsed);
            else
                Log.Deployed(logger, contract.Name, contract.Address);
        }

        var platform = options.Platform;
        Log.Configure(logger, options.Usdt, platform.Factory.Address, platform.Market.Address, platform.Batch.Address, platform.Lens.Address);
    }

    static string? ExplainDeployment(Exception exception) => exception is InvalidOperationException or TimeoutException ? exception.Message : null;
}
