using ReFlow.Chain.JsonRpc;

namespace ReFlow.Chain;

/// <summary>Keeps a client from reading or writing a chain that it is not meant for.</summary>
sealed class ChainIdGuard(JsonRpcClient rpc, long? expectedChainId)
{
    volatile bool _verified = expectedChainId is null;

    /// <summary>Costs one request the first time it succeeds, nothing afterwards.</summary>
    public async ValueTask VerifyOnceAsync(CancellationToken cancellationToken)
    {
        if (!_verified)
            await ReadAndVerifyAsync(cancellationToken);
    }

    public async Task<long> ReadAndVerifyAsync(CancellationToken cancellationToken)
    {
        var seen = await rpc.RequestAsync<long>(new JsonRpcCall("eth_chainId"), cancellationToken);
        if (expectedChainId is { } expected && seen != expected)
        {
            _verified = false;
            throw new WrongChainException(expected, seen, rpc.EndpointOrigin);
        }

        _verified = true;
        return seen;
    }
}
