using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.Signing;

namespace ReFlow.Migrator.Contracts;

/// <summary>
/// On the development chain: deploys what is missing at the addresses that CREATE2 gives, and grants the originator's role. On any chain:
/// requires our contracts at the configured addresses.
/// </summary>
sealed class ContractDeployment(EthereumClient chain, ContractAddresses contracts, ILogger<ContractDeployment> logger)
{
    const long DevelopmentChainId = 31337;

    // The factory may be in the same block as this call, so there is nothing to estimate against.
    const long SetOriginatorGas = 200_000;

    /// <exception cref="MigratorException">An address holds no code or other code.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var chainId = await chain.GetChainIdAsync(cancellationToken);
        if (chainId == DevelopmentChainId)
            await DeployMissingAsync(cancellationToken);
        else
            Log.NotDeploying(logger, chainId);

        await RequireCodeAsync(ContractArtifact.TetherUsd, contracts.Usdt, isOurs: chainId == DevelopmentChainId, cancellationToken);
        await RequireCodeAsync(ContractArtifact.LoanFactory, contracts.Factory, isOurs: true, cancellationToken);
    }

    async Task DeployMissingAsync(CancellationToken cancellationToken)
    {
        // All in one block: the admin's nonces keep their order.
        using var admin = new TransactionSender(chain, DevelopmentAccounts.Admin);
        var sent = new List<Hash32>();
        if (contracts.Usdt == DevelopmentDeployment.Usdt && !await HasCodeAsync(contracts.Usdt, cancellationToken))
            sent.Add(await DeployAsync(admin, ContractArtifact.TetherUsd.Name, contracts.Usdt, DevelopmentDeployment.UsdtDeployment, cancellationToken));

        var hasFactory = await HasCodeAsync(contracts.Factory, cancellationToken);
        if (contracts.Factory == DevelopmentDeployment.Factory && !hasFactory)
            sent.Add(await DeployAsync(admin, ContractArtifact.LoanFactory.Name, contracts.Factory, DevelopmentDeployment.FactoryDeployment, cancellationToken));

        var originator = DevelopmentAccounts.Originator.Address;
        if (contracts.Factory == DevelopmentDeployment.Factory && (!hasFactory || !await IsOriginatorAsync(originator, cancellationToken)))
        {
            Log.GrantingOriginator(logger, originator);
            sent.Add(await admin.BroadcastAsync(contracts.Factory, LoanFactoryContract.EncodeSetOriginator(originator, allowed: true), cancellationToken, SetOriginatorGas));
        }

        foreach (var transaction in sent)
            await admin.WaitAsync(transaction, cancellationToken);
    }

    async Task<Hash32> DeployAsync(TransactionSender admin, string name, Address address, byte[] deployment, CancellationToken cancellationToken)
    {
        if (!await HasCodeAsync(DevelopmentDeployment.DeterministicDeployer, cancellationToken))
            throw new MigratorException($"The node at {chain.EndpointOrigin} has no deterministic deployer at {DevelopmentDeployment.DeterministicDeployer}; Anvil has it from genesis. Use Anvil, or deploy the contracts and set ReFlow:Contracts.");

        Log.Deploying(logger, name, address);
        return await admin.BroadcastAsync(DevelopmentDeployment.DeterministicDeployer, deployment, cancellationToken);
    }

    async Task RequireCodeAsync(ContractArtifact artifact, Address address, bool isOurs, CancellationToken cancellationToken)
    {
        var code = await chain.GetCodeAsync(address, BlockReference.Latest, cancellationToken);
        if (code.Length == 0)
            throw new MigratorException($"{artifact.Name} was expected at {address}, but there is no code. Deploy it, or set ReFlow:Contracts to where it is.");
        // Production's USDT is Tether's own contract, not our stand-in.
        if (isOurs && !RuntimeCode.Matches(artifact.DeployedBytecode.Span, code))
            throw new MigratorException($"The code at {address} is not this build's {artifact.Name}. Start with --reset on a development chain, or set ReFlow:Contracts to the right address.");
        Log.Deployed(logger, artifact.Name, address);
    }

    async Task<bool> HasCodeAsync(Address address, CancellationToken cancellationToken) =>
        (await chain.GetCodeAsync(address, BlockReference.Latest, cancellationToken)).Length > 0;

    async Task<bool> IsOriginatorAsync(Address account, CancellationToken cancellationToken) => LoanFactoryContract.DecodeIsOriginator(
        await chain.CallAsync(contracts.Factory, LoanFactoryContract.EncodeIsOriginator(account), cancellationToken));
}
