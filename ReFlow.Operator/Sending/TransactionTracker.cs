using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;
using ReFlow.Data;
using ReFlow.Operator.Signing;

namespace ReFlow.Operator.Sending;

/// <summary>
/// Brings every transaction on its way to its end: finds receipts, notices reorganisations and foreign nonces, broadcasts again.
/// Its first pass after a start is the recovery: whatever a crash left behind is simply an open row.
/// </summary>
sealed class TransactionTracker(
    EthereumClient chain, PolicySigner signer, SigningPolicy policy, TransactionStore store, Broadcaster broadcaster, FeeBumper bumper,
    OperatorOptions options, OperatorStatus status, TimeProvider time, ILogger<TransactionTracker> logger)
{
    /// <summary>One pass over all open transactions in the order of their nonces.</summary>
    public async Task AdvanceAsync(long epoch, CancellationToken cancellationToken)
    {
        var open = await store.GetOpenAsync(cancellationToken);
        status.KeepRefused(open.Where(transaction => transaction.Status != OperatorTransactionStatus.Mined).Select(transaction => transaction.IntentKey));
        if (open.Count == 0)
            return;

        // Read before the receipts: a nonce that was used by then, and has no receipt of ours afterwards, was used by somebody else.
        var finalBlock = await chain.GetHeaderAsync(BlockReference.Finalized, cancellationToken);
        var finalNonce = finalBlock is null ? 0 : await chain.GetTransactionCountAsync(signer.Sender, finalBlock.Number, cancellationToken);
        var oldestUnmined = true;
        foreach (var transaction in open)
        {
            if (await FindReceiptAsync(transaction, cancellationToken) is { } receipt)
            {
                await RecordMinedAsync(transaction, receipt, finalBlock, epoch, cancellationToken);
                continue;
            }

            if (transaction.Nonce < finalNonce)
            {
                await RecordNonceTakenAsync(transaction, epoch, cancellationToken);
                continue;
            }

            await PushAsync(transaction, oldestUnmined, epoch, cancellationToken);
            oldestUnmined = false;
        }
    }

    async Task<TransactionReceipt?> FindReceiptAsync(OperatorTransaction transaction, CancellationToken cancellationToken)
    {
        foreach (var attempt in transaction.Attempts)
        {
            if (await chain.GetReceiptAsync(attempt.TxHash, cancellationToken) is { } receipt)
                return receipt;
        }

        return null;
    }

    async Task RecordMinedAsync(
        OperatorTransaction transaction, TransactionReceipt receipt, BlockHeader? finalBlock, long epoch, CancellationToken cancellationToken)
    {
        var isFinal = finalBlock is not null && receipt.BlockNumber <= finalBlock.Number;
        var reached = !isFinal ? OperatorTransactionStatus.Mined
            : receipt.Succeeded ? OperatorTransactionStatus.Final
            : OperatorTransactionStatus.Reverted;
        if (transaction.Status == reached && transaction.BlockHash == receipt.BlockHash && transaction.MinedTxHash == receipt.TransactionHash)
            return;

        if (transaction.BlockHash != receipt.BlockHash)
        {
            transaction.Reason = receipt.Succeeded ? null : await ExplainRevertAsync(transaction, receipt, cancellationToken);
            if (receipt.Succeeded)
                Log.Mined(logger, transaction.IntentKey, receipt.BlockNumber, receipt.TransactionHash);
            else
                Log.Reverted(logger, transaction.IntentKey, receipt.BlockNumber, transaction.Reason);
        }

        transaction.Status = reached;
        transaction.MinedTxHash = receipt.TransactionHash;
        transaction.BlockNumber = receipt.BlockNumber;
        transaction.BlockHash = receipt.BlockHash;
        await SaveAsync(transaction, epoch, cancellationToken);
    }

    async Task<string> ExplainRevertAsync(OperatorTransaction transaction, TransactionReceipt receipt, CancellationToken cancellationToken)
    {
        var gasLimit = transaction.Attempts.First(attempt => attempt.TxHash == receipt.TransactionHash).GasLimit;
        if (receipt.GasUsed >= gasLimit)
            return $"out of gas at {gasLimit}";
        try
        {
            await chain.CallAsync(
                transaction.LoanAddress, SigningPolicy.CallDataFor(transaction.Purpose), cancellationToken, receipt.BlockNumber, signer.Sender);
            return "reverted; the same call passes on the state after its block";
        }
        catch (JsonRpcException exception)
        {
            return exception.RevertReason ?? exception.Message;
        }
    }

    async Task RecordNonceTakenAsync(OperatorTransaction transaction, long epoch, CancellationToken cancellationToken)
    {
        Log.NonceTaken(logger, transaction.IntentKey, transaction.Nonce, signer.Sender);
        transaction.Status = OperatorTransactionStatus.NonceTaken;
        transaction.Reason = $"Nonce {transaction.Nonce} was used by a transaction that this operator did not sign.";
        await SaveAsync(transaction, epoch, cancellationToken);
    }

    async Task PushAsync(OperatorTransaction transaction, bool isOldest, long epoch, CancellationToken cancellationToken)
    {
        if (transaction.Status == OperatorTransactionStatus.Mined)
        {
            Log.ReorganisedAway(logger, transaction.IntentKey, transaction.BlockNumber);
            transaction.Status = OperatorTransactionStatus.Prepared;
            transaction.MinedTxHash = null;
            transaction.BlockNumber = null;
            transaction.BlockHash = null;
            await SaveAsync(transaction, epoch, cancellationToken);
        }

        var now = time.GetUtcNow();
        var isStuck = isOldest && now - transaction.Attempts[^1].CreatedAt > TimeSpan.FromSeconds(options.StuckSeconds);
        var isDue = transaction.Status == OperatorTransactionStatus.Prepared || now - transaction.UpdatedAt > TimeSpan.FromSeconds(options.RebroadcastSeconds);
        if (!isStuck && !isDue)
            return;
        // A reorganisation may have taken the loan as well, and a call to an address without code succeeds.
        if (!await policy.IsLoanAsync(transaction.LoanAddress, cancellationToken))
        {
            status.ReportRefused(transaction.IntentKey, $"{transaction.LoanAddress} is no loan of the factory on this chain; nonce {transaction.Nonce} waits for it");
            return;
        }

        if (isStuck)
            await bumper.TryBumpAsync(transaction, epoch, cancellationToken);
        if (isDue || transaction.Status == OperatorTransactionStatus.Prepared)
            await broadcaster.BroadcastAsync(transaction, epoch, cancellationToken);
    }

    Task SaveAsync(OperatorTransaction transaction, long epoch, CancellationToken cancellationToken)
    {
        transaction.UpdatedAt = time.GetUtcNow();
        return store.SaveAsync(transaction, epoch, cancellationToken);
    }
}
