using ReFlow.Chain;
using ReFlow.Operator.Sending;
using ReFlow.Operator.Signing;

namespace ReFlow.Operator;

/// <summary>The chain lacks a transaction of ours that was final: it is not the chain that this database knows.</summary>
sealed class ForeignChainException(string message) : Exception(message);

/// <summary>Notices a chain that was replaced under the database, before a nonce is taken from the wrong one.</summary>
sealed class ChainIdentity(EthereumClient chain, PolicySigner signer, TransactionStore store, ILogger<ChainIdentity> logger)
{
    /// <summary>
    /// A development chain that was restored from an older copy is still ours when its genesis is the read model's: what it lost is sent again.
    /// </summary>
    /// <exception cref="ForeignChainException">The chain's nonce is below that of a transaction that was final.</exception>
    public async Task EnsureSameChainAsync(long epoch, CancellationToken cancellationToken)
    {
        if (await store.GetHighestFinalNonceAsync(cancellationToken) is not { } highestFinal)
            return;
        var next = await chain.GetTransactionCountAsync(signer.Sender, BlockReference.Latest, cancellationToken);
        if (next > highestFinal)
            return;
        if (signer.ChainId != OperatorKey.DevelopmentChainId || !await HasKnownGenesisAsync(cancellationToken))
        {
            throw new ForeignChainException(
                $"The database knows a final transaction with nonce {highestFinal} of {signer.Sender}, but the chain's next nonce is {next}: this is another chain, or its state was reset without the database. Nothing is sent.");
        }

        Log.ChainRestored(logger, highestFinal, next);
        await store.ReopenAsync(next, epoch, cancellationToken);
    }

    async Task<bool> HasKnownGenesisAsync(CancellationToken cancellationToken) =>
        await store.GetGenesisHashAsync(cancellationToken) is { } known
        && await chain.GetHeaderAsync(BlockReference.Earliest, cancellationToken) is { } genesis
        && genesis.Hash == known;
}
