using ReFlow.Chain;
using ReFlow.Operator.Sending;
using ReFlow.Operator.Signing;

namespace ReFlow.Operator;

/// <summary>The chain lacks a transaction of ours that was final: it is not the chain that this database knows.</summary>
sealed class ForeignChainException(string message) : Exception(message);

/// <summary>Notices a chain that was replaced under the database, before a nonce is taken from the wrong one.</summary>
sealed class ChainIdentity(EthereumClient chain, PolicySigner signer, TransactionStore store)
{
    /// <exception cref="ForeignChainException">The chain's nonce is below that of a transaction that was final.</exception>
    public async Task EnsureSameChainAsync(CancellationToken cancellationToken)
    {
        if (await store.GetHighestFinalNonceAsync(cancellationToken) is not { } highestFinal)
            return;
        var next = await chain.GetTransactionCountAsync(signer.Sender, BlockReference.Latest, cancellationToken);
        if (next <= highestFinal)
            throw new ForeignChainException(
                $"The database knows a final transaction with nonce {highestFinal} of {signer.Sender}, but the chain's next nonce is {next}: this is another chain, or its state was reset without the database. Nothing is sent.");
    }
}
