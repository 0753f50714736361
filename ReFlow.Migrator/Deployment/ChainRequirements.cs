using ReFlow.Chain;
using ReFlow.Chain.Abi;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.JsonRpc;

namespace ReFlow.Migrator.Deployment;

/// <summary>What a chain must have before anything is sent to it.</summary>
sealed class ChainRequirements(EthereumClient chain, ContractDeployer deployer)
{
    const int UsdtDecimals = 6;

    // MCOPY of nothing, TSTORE of zero, return nothing: EIP-5656 and EIP-1153.
    static readonly byte[] s_cancunProbe = Hex.Decode("0x5f5f5f5e5f5f5d5f5ff3");
    static readonly AbiFunction s_decimals = new("decimals()");

    /// <exception cref="MigratorException">The chain lacks something; the message says what.</exception>
    public async Task RequireAsync(Address usdt, CancellationToken cancellationToken)
    {
        if (!await deployer.IsDeployedAsync(DeterministicDeployer.Address, cancellationToken))
            throw new MigratorException($"The chain has no deterministic deployer at {DeterministicDeployer.Address}, which gives contracts their addresses. Its repository, Arachnid/deterministic-deployment-proxy, has the signed transaction that puts it there.");
        await RequireCancunAsync(cancellationToken);
        await RequireUsdtAsync(usdt, cancellationToken);
    }

    async Task RequireCancunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await chain.RequestAsync<byte[]>("eth_call", [new TransactionCall(To: null, s_cancunProbe), BlockReference.Latest], cancellationToken);
        }
        catch (JsonRpcException exception) when (!exception.IsTransient)
        {
            throw new MigratorException($"The chain does not execute TSTORE and MCOPY (EIP-1153, EIP-5656), which the contracts need: {exception.Message}");
        }
    }

    async Task RequireUsdtAsync(Address usdt, CancellationToken cancellationToken)
    {
        if (!await deployer.IsDeployedAsync(usdt, cancellationToken))
            throw new MigratorException($"USDT was expected at {usdt}, but there is no code.");
        if (!await HasSixDecimalsAsync(usdt, cancellationToken))
            throw new MigratorException($"USDT, a token with 6 decimals, was expected at {usdt}, but that contract has no such token.");
    }

    async Task<bool> HasSixDecimalsAsync(Address token, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await chain.CallAsync(token, s_decimals.Encode(), cancellationToken);
            return answer.Length == 32 && !answer.AsSpan(0, 31).ContainsAnyExcept((byte)0) && answer[31] == UsdtDecimals;
        }
        catch (JsonRpcException exception) when (exception.Kind == JsonRpcErrorKind.Reverted)
        {
            return false;
        }
    }
}
