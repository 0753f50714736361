using ReFlow.Chain;
using ReFlow.Chain.Signing;
using ReFlow.Demo.Actions;
using ReFlow.Demo.Story;

namespace ReFlow.Demo.Wallets;

/// <summary>
/// Sends many transactions without waiting for the one before: nonces are counted here. After any failed send the counts are
/// stale; <see cref="Forget"/> makes the next send read them again.
/// </summary>
sealed class TransactionPipeline(EthereumClient chain, long chainId)
{
    readonly Dictionary<Actor, long> _nextNonces = [];
    FeeEstimate? _fees;

    public async Task<Hash32> SendAsync(Actor by, ContractCall call, CancellationToken cancellationToken)
    {
        _fees ??= await chain.GetFeesAsync(cancellationToken);
        if (!_nextNonces.TryGetValue(by, out var nonce))
            nonce = await chain.GetTransactionCountAsync(ActorWallets.AddressOf(by), BlockReference.Pending, cancellationToken);

        var signed = new Eip1559Transaction(
            chainId, nonce, _fees.MaxPriorityFeePerGas, _fees.MaxFeePerGas, call.GasLimit, call.To, Value: 0, call.Data).Sign(ActorWallets.KeyOf(by));
        _nextNonces.Remove(by);
        await chain.SendRawTransactionAsync(signed.Raw, cancellationToken);
        _nextNonces[by] = nonce + 1;
        return signed.Hash;
    }

    /// <summary>Drops what was remembered of nonces and fees.</summary>
    public void Forget()
    {
        _nextNonces.Clear();
        _fees = null;
    }
}
