using ReFlow.Chain;
using ReFlow.Data;
using ReFlow.Operator.Signing;

namespace ReFlow.Operator.Sending;

/// <summary>
/// Sends each intent's transaction exactly once in effect: the signed bytes are committed with their nonce first and broadcast
/// afterwards, and nothing but those bytes (or a replacement with the same nonce) is ever sent for the intent.
/// </summary>
sealed class DurableSender(EthereumClient chain, PolicySigner signer, TransactionStore store, Broadcaster broadcaster, OperatorOptions options, TimeProvider time)
{
    // Room for state that changes between simulation and block.
    const int GasMarginPercent = 130;

    /// <summary>Commits the intent's signed transaction and broadcasts it. An intent that has a row already is left to the tracker.</summary>
    /// <exception cref="SigningRefusedException">The policy refused; nothing was stored.</exception>
    /// <exception cref="LeaseLostException">Another process sends now; nothing was stored.</exception>
    public async Task<OperatorTransaction> SendAsync(Intent intent, long epoch, CancellationToken cancellationToken)
    {
        var call = new TransactionCall(intent.Loan, SigningPolicy.CallDataFor(intent.Purpose), signer.Sender);
        var gasLimit = await chain.EstimateGasAsync(call, cancellationToken) * GasMarginPercent / 100;
        var market = await chain.GetFeesAsync(cancellationToken);
        var fees = FeePolicy.Cap(new(market.MaxFeePerGas, market.MaxPriorityFeePerGas), options.MaxFeePerGasGwei);
        var chainNonce = await chain.GetTransactionCountAsync(signer.Sender, BlockReference.Latest, cancellationToken);

        var isNew = false;
        var transaction = await store.AddAsync(intent, epoch, chainNonce, SignAsync, cancellationToken);
        if (isNew)
            await broadcaster.BroadcastAsync(transaction, epoch, cancellationToken);
        return transaction;

        async Task<OperatorTransaction> SignAsync(long nonce, CancellationToken token)
        {
            isNew = true;
            var signed = await signer.SignAsync(intent.Purpose, intent.Loan, nonce, gasLimit, fees, token);
            var row = NewRow(intent, nonce);
            row.Attempts.Add(Attempts.Create(row, signed, gasLimit, fees, number: 1, time.GetUtcNow()));
            return row;
        }
    }

    OperatorTransaction NewRow(Intent intent, long nonce) => new()
    {
        Id = Guid.CreateVersion7(time.GetUtcNow()),
        IntentKey = intent.Key,
        Purpose = intent.Purpose,
        LoanAddress = intent.Loan,
        ChainId = signer.ChainId,
        Sender = signer.Sender,
        Nonce = nonce,
        Status = OperatorTransactionStatus.Prepared,
        CreatedAt = time.GetUtcNow(),
        UpdatedAt = time.GetUtcNow(),
    };
}
