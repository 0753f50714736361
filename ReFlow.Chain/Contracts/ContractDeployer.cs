using ReFlow.Chain.Signing;

namespace ReFlow.Chain.Contracts;

/// <summary>Puts the contracts on a development chain. What is there already stays: running it again, or twice at once, changes nothing.</summary>
public sealed class ContractDeployer(EthereumClient chain)
{
    /// <summary>Deploys USDT, the allow-list, the factory, the market, the batch contract and the lens, and registers the originator, as far as each is missing.</summary>
    /// <returns>What was done, in words, in order; empty when everything was there.</returns>
    /// <exception cref="JsonRpc.JsonRpcException">The node refused or did not answer.</exception>
    /// <exception cref="InvalidOperationException">The chain has no deterministic deployer, or an address stayed without code.</exception>
    public async Task<IReadOnlyList<string>> EnsureDeployedAsync(CancellationToken cancellationToken)
    {
        using var admin = new TransactionSender(chain, DevelopmentAccounts.Admin);
        var done = new List<string>();
        await DeployAsync("TetherUsd", DevelopmentDeployment.Usdt, DevelopmentDeployment.UsdtDeployment, admin, done, cancellationToken);
        await DeployAsync("Members", DevelopmentDeployment.Members, DevelopmentDeployment.MembersDeployment, admin, done, cancellationToken);
        await DeployAsync("LoanFactory", DevelopmentDeployment.Factory, DevelopmentDeployment.FactoryDeployment, admin, done, cancellationToken);
        await DeployAsync("Market", DevelopmentDeployment.Market, DevelopmentDeployment.MarketDeployment, admin, done, cancellationToken);
        await DeployAsync("Batch", DevelopmentDeployment.Batch, DevelopmentDeployment.BatchDeployment, admin, done, cancellationToken);
        await DeployAsync("Lens", DevelopmentDeployment.Lens, DevelopmentDeployment.LensDeployment, admin, done, cancellationToken);

        var originator = DevelopmentAccounts.Originator.Address;
        var answer = await chain.CallAsync(DevelopmentDeployment.Factory, LoanFactoryContract.EncodeIsOriginator(originator), cancellationToken);
        if (!LoanFactoryContract.DecodeIsOriginator(answer))
        {
            await admin.SendAsync(DevelopmentDeployment.Factory, LoanFactoryContract.EncodeSetOriginator(originator, allowed: true), cancellationToken);
            done.Add($"originator {originator} registered");
        }

        return done;
    }

    async Task DeployAsync(
        string name, Address address, byte[] deployment, TransactionSender admin, List<string> done, CancellationToken cancellationToken)
    {
        if (await HasCodeAsync(address, cancellationToken))
            return;
        if (!await HasCodeAsync(DevelopmentDeployment.DeterministicDeployer, cancellationToken))
            throw new InvalidOperationException($"The chain has no deterministic deployer at {DevelopmentDeployment.DeterministicDeployer}; Anvil has it at genesis.");

        await admin.SendAsync(DevelopmentDeployment.DeterministicDeployer, deployment, cancellationToken);
        if (!await HasCodeAsync(address, cancellationToken))
            throw new InvalidOperationException($"{name} was deployed, but {address} has no code.");
        done.Add($"{name} deployed at {address}");
    }

    async Task<bool> HasCodeAsync(Address address, CancellationToken cancellationToken) =>
        (await chain.GetCodeAsync(address, BlockReference.Latest, cancellationToken)).Length > 0;
}
