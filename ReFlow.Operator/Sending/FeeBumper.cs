using ReFlow.Chain;
using ReFlow.Data;
using ReFlow.Operator.Signing;

namespace ReFlow.Operator.Sending;

/// <summary>Replaces a transaction that is not mined by one with higher fees: a new attempt, the same call, the same nonce.</summary>
sealed class FeeBumper(
    EthereumClient chain, PolicySigner signer, TransactionStore store, OperatorOptions options, TimeProvider time, ILogger<FeeBumper> logger)
{
    /// <summary>Adds an attempt if the market asks for more than the last one offers. On a chain that stands still, fees do not grow.</summary>
    public async Task TryBumpAsync(OperatorTransaction transaction, long epoch, CancellationToken cancellationToken)
    {
        var last = transaction.Attempts[^1];
        var market = await chain.GetFeesAsync(cancellationToken);
        if (last.MaxFeePerGasWei >= market.BaseFeePerGas + market.MaxPriorityFeePerGas)
            return;

        var previous = new TransactionFees(last.MaxFeePerGasWei, last.MaxPriorityFeePerGasWei);
        if (FeePolicy.Bump(previous, new(market.MaxFeePerGas, market.MaxPriorityFeePerGas), options.MaxFeePerGasGwei) is not { } fees)
        {
            Log.FeeCapReached(logger, transaction.IntentKey, options.MaxFeePerGasGwei);
            return;
        }

        var signed = await signer.SignAsync(transaction.Purpose, transaction.LoanAddress, transaction.Nonce, last.GasLimit, fees, cancellationToken);
        var attempt = Attempts.Create(transaction, signed, last.GasLimit, fees, last.Number + 1, time.GetUtcNow());
        await store.AddAttemptAsync(attempt, epoch, cancellationToken);
        transaction.Attempts.Add(attempt);
        transaction.Status = OperatorTransactionStatus.Prepared;
        Log.FeesRaised(logger, transaction.IntentKey, attempt.Number, fees.MaxFeePerGasWei);
    }
}
