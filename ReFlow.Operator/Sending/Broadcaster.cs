using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;
using ReFlow.Data;

namespace ReFlow.Operator.Sending;

/// <summary>Hands stored bytes to the node. Sending the same bytes again is always harmless, so every doubt is resolved by sending.</summary>
sealed class Broadcaster(EthereumClient chain, TransactionStore store, OperatorStatus status, TimeProvider time, ILogger<Broadcaster> logger)
{
    /// <summary>Broadcasts the newest attempt. An unknown outcome leaves the row as it is: it counts as sent.</summary>
    public async Task BroadcastAsync(OperatorTransaction transaction, long epoch, CancellationToken cancellationToken)
    {
        var attempt = transaction.Attempts[^1];
        try
        {
            await chain.SendRawTransactionAsync(attempt.Raw, cancellationToken);
        }
        catch (JsonRpcException exception) when (exception.Kind == JsonRpcErrorKind.AlreadyKnown)
        {
            Log.AlreadyKnown(logger, attempt.TxHash);
        }
        catch (JsonRpcException exception)
        {
            // Among them "nonce too low": one of our attempts was mined, or the key is used elsewhere. The tracker finds out which.
            Log.BroadcastUncertain(logger, transaction.IntentKey, transaction.Nonce, exception.Kind, exception.Message);
            if (!exception.IsTransient && exception.Kind != JsonRpcErrorKind.NonceTooLow)
                status.ReportRefused(transaction.IntentKey, exception.Message);
            return;
        }

        status.ReportRefused(transaction.IntentKey, reason: null);
        if (transaction.Status == OperatorTransactionStatus.Prepared)
            Log.Sent(logger, transaction.IntentKey, transaction.Nonce, attempt.Number, attempt.TxHash);
        transaction.Status = OperatorTransactionStatus.Accepted;
        transaction.UpdatedAt = time.GetUtcNow();
        await store.SaveAsync(transaction, epoch, cancellationToken);
    }
}
