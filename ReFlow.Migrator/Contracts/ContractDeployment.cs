using ReFlow.Chain;
using ReFlow.Chain.Contracts;

namespace ReFlow.Migrator.Contracts;

/// <summary>
/// On the development chain: deploys what is missing, unless the configuration names other contracts. On any chain: requires this build's
/// contracts at the configured addresses.
/// </summary>
sealed class ContractDeployment(EthereumClient chain, ContractAddresses contracts, ILogger<ContractDeployment> logger)
{
    const long DevelopmentChainId = 31337;

    /// <exception cref="MigratorException">An address holds no code or other code.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var chainId = await chain.GetChainIdAsync(cancellationToken);
        if (chainId != DevelopmentChainId)
            Log.NotDeploying(logger, chainId);
        else if (contracts.Usdt == DevelopmentDeployment.Usdt && contracts.Factory == DevelopmentDeployment.Factory)
            await DeployMissingAsync(cancellationToken);

        // Production's USDT is Tether's own contract, not our stand-in.
        await RequireCodeAsync(ContractArtifact.TetherUsd, contracts.Usdt, isOurs: chainId == DevelopmentChainId, cancellationToken);
        await RequireCodeAsync(ContractArtifact.LoanFactory, contracts.Factory, isOurs: true, cancellationToken);
        var members = LoanFactoryContract.DecodeMembers(await chain.CallAsync(contracts.Factory, LoanFactoryContract.EncodeMembers(), cancellationToken));
        await RequireCodeAsync(ContractArtifact.Members, members, isOurs: true, cancellationToken);
        (ContractArtifact, Address?)[] optional =
            [(ContractArtifact.Market, contracts.Market), (ContractArtifact.Batch, contracts.Batch), (ContractArtifact.Lens, contracts.Lens)];
        foreach (var (artifact, configured) in optional)
        {
            if (configured is { } address)
                await RequireCodeAsync(artifact, address, isOurs: true, cancellationToken);
        }
    }

    async Task DeployMissingAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var action in await new ContractDeployer(chain).EnsureDeployedAsync(cancellationToken))
                Log.ChangedChain(logger, action);
        }
        catch (InvalidOperationException exception)
        {
            throw new MigratorException(exception.Message);
        }
    }

    async Task RequireCodeAsync(ContractArtifact artifact, Address address, bool isOurs, CancellationToken cancellationToken)
    {
        var code = await chain.GetCodeAsync(address, BlockReference.Latest, cancellationToken);
        if (code.Length == 0)
            throw new MigratorException($"{artifact.Name} was expected at {address}, but there is no code. Deploy it, or set ReFlow:Contracts to where it is.");
        if (isOurs && !RuntimeCode.Matches(artifact.DeployedBytecode.Span, code))
            throw new MigratorException($"The code at {address} is not this build's {artifact.Name}. Start with --reset on a development chain, or set ReFlow:Contracts to the right address.");
        Log.Deployed(logger, artifact.Name, address);
    }
}
