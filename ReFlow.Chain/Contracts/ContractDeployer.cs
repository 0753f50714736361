using ReFlow.Chain.Signing;

namespace ReFlow.Chain.Contracts;

/// <summary>Creates contracts where they are missing. What is there already stays: running it again, or twice at once, changes nothing.</summary>
public sealed class ContractDeployer(EthereumClient chain)
{
    /// <summary>On a development chain: deploys USDT and the platform and registers the originator, as far as each is missing.</summary>
    /// <returns>What was done, in words, in order; empty when everything was there.</returns>
    /// <exception cref="JsonRpc.JsonRpcException">The node refused or did not answer.</exception>
    /// <exception cref="InvalidOperationException">The chain has no deterministic deployer, or an address stayed without code.</exception>
    public async Task<IReadOnlyList<string>> EnsureDeployedAsync(CancellationToken cancellationToken)
    {
        using var admin = new TransactionSender(chain, DevelopmentAccounts.Admin);
        var done = new List<string>();
        foreach (var contract in DevelopmentDeployment.Contracts)
        {
            if (await DeployIfMissingAsync(contract, admin, cancellationToken) is not null)
                done.Add($"{contract.Name} deployed at {contract.Address}");
        }

        var originator = DevelopmentAccounts.Originator.Address;
        var answer = await chain.CallAsync(DevelopmentDeployment.Factory, LoanFactoryContract.EncodeIsOriginator(originator), cancellationToken);
        if (!LoanFactoryContract.DecodeIsOriginator(answer))
        {
            await admin.SendAsync(DevelopmentDeployment.Factory, LoanFactoryContract.EncodeSetOriginator(originator, allowed: true), cancellationToken);
            done.Add($"originator {originator} registered");
        }

        return done;
    }

    /// <summary>Deploys one contract, unless it is there.</summary>
    /// <returns>The receipt of its creation; null when it was there.</returns>
    /// <exception cref="JsonRpc.JsonRpcException">The node refused or did not answer.</exception>
    /// <exception cref="InvalidOperationException">The chain has no deterministic deployer, or the address stayed without code.</exception>
    public async Task<TransactionReceipt?> DeployIfMissingAsync(PlannedContract contract, TransactionSender sender, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(sender);
        if (await IsDeployedAsync(contract.Address, cancellationToken))
            return null;
        if (!await IsDeployedAsync(DeterministicDeployer.Address, cancellationToken))
            throw new InvalidOperationException($"The chain has no deterministic deployer at {DeterministicDeployer.Address}; Anvil has it at genesis.");

        var receipt = await sender.SendAsync(DeterministicDeployer.Address, contract.CallData, cancellationToken);
        return await IsDeployedAsync(contract.Address, cancellationToken)
            ? receipt
            : throw new InvalidOperationException($"{contract.Name} was deployed, but {contract.Address} has no code.");
    }

    /// <summary>Whether there is code at <paramref name="address"/>.</summary>
    public async Task<bool> IsDeployedAsync(Address address, CancellationToken cancellationToken) =>
        (await chain.GetCodeAsync(address, BlockReference.Latest, cancellationToken)).Length > 0;
}
