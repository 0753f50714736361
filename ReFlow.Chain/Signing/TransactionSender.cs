using System.Numerics;
using ReFlow.Chain.JsonRpc;

namespace ReFlow.Chain.Signing;

/// <summary>
/// Sends transactions of one plain key: nonce, fees, gas, signature, receipt. The nonce is counted here, so that several transactions can be
/// on their way at once; use one sender per key. Nothing is stored: what must survive a crash needs a durable sender.
/// </summary>
public sealed class TransactionSender(EthereumClient chain, PrivateKey key, TimeProvider? time = null) : IDisposable
{
    static readonly TimeSpan s_receiptTimeout = TimeSpan.FromSeconds(60);

    readonly SemaphoreSlim _oneAtATime = new(1, 1);
    readonly TimeProvider _time = time ?? TimeProvider.System;
    long? _chainId;
    long? _nextNonce;

    public Address Address => key.Address;

    /// <summary>Sends a call and waits until it is mined.</summary>
    /// <param name="to">The contract; null creates one from <paramref name="data"/>.</param>
    /// <exception cref="JsonRpcException">The node refused; kind Reverted, with the decoded reason, when the call would fail.</exception>
    /// <exception cref="TransactionFailedException">The transaction was mined and reverted.</exception>
    /// <exception cref="TimeoutException">The transaction was not mined in 60 seconds; it may still be.</exception>
    public async Task<TransactionReceipt> SendAsync(Address? to, byte[] data, CancellationToken cancellationToken) =>
        await WaitAsync(await BroadcastAsync(to, data, cancellationToken), cancellationToken);

    /// <summary>Sends a call without waiting for it to be mined. Gas is estimated with a margin, unless given.</summary>
    /// <exception cref="JsonRpcException">As <see cref="SendAsync"/>; after a transient failure the outcome is unknown.</exception>
    public async Task<Hash32> BroadcastAsync(Address? to, byte[] data, CancellationToken cancellationToken, long? gasLimit = null)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            return await BroadcastNextAsync(to, data, gasLimit, cancellationToken);
        }
        catch
        {
            // Whether the nonce is used is not known here any more: ask the node before the next one.
            _nextNonce = null;
            throw;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Waits until a transaction is mined.</summary>
    /// <exception cref="TransactionFailedException">It reverted.</exception>
    /// <exception cref="TimeoutException">It was not mined in 60 seconds; it may still be.</exception>
    public async Task<TransactionReceipt> WaitAsync(Hash32 transactionHash, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(s_receiptTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var receipt = await chain.WaitForReceiptAsync(transactionHash, either.Token);
            return receipt.Succeeded
                ? receipt
                : throw new TransactionFailedException(receipt, await FindReasonAsync(receipt, cancellationToken));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Transaction {transactionHash} was not mined in {s_receiptTimeout.TotalSeconds:0} s.", exception);
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    async Task<Hash32> BroadcastNextAsync(Address? to, byte[] data, long? gasLimit, CancellationToken cancellationToken)
    {
        _chainId ??= await chain.GetChainIdAsync(cancellationToken);
        _nextNonce ??= await chain.GetTransactionCountAsync(key.Address, BlockReference.Pending, cancellationToken);
        var fees = await chain.GetFeesAsync(cancellationToken);
        var gas = gasLimit ?? WithMargin(await chain.EstimateGasAsync(new TransactionCall(to, data, key.Address), cancellationToken));
        var signed = new Eip1559Transaction(
            _chainId.Value, _nextNonce.Value, fees.MaxPriorityFeePerGas, fees.MaxFeePerGas, gas, to, BigInteger.Zero, data).Sign(key);
        try
        {
            await chain.SendRawTransactionAsync(signed.Raw, cancellationToken);
        }
        catch (JsonRpcException exception) when (exception.Kind == JsonRpcErrorKind.AlreadyKnown)
        {
            // The same bytes have the same hash: an earlier attempt whose answer was lost did arrive.
        }

        _nextNonce++;
        return signed.Hash;
    }

    // The state may differ when the transaction is mined; accrual and first-time storage writes cost more than the estimate saw.
    static long WithMargin(long gas) => gas + (gas / 4) + 10_000;

    async Task<string> FindReasonAsync(TransactionReceipt receipt, CancellationToken cancellationToken)
    {
        try
        {
            var call = await chain.RequestAsync<MinedTransaction>("eth_getTransactionByHash", [receipt.TransactionHash], cancellationToken);
            if (call is null)
                return "the transaction is gone: a reorg took it away";
            await chain.RequestAsync<byte[]>(
                "eth_call", [new TransactionCall(call.To, call.Input, call.From), BlockReference.FromHash(receipt.BlockHash)], cancellationToken);
            return receipt.GasUsed >= call.Gas ? "out of gas" : "the call succeeds when repeated after its block";
        }
        catch (JsonRpcException exception) when (exception.Kind == JsonRpcErrorKind.Reverted)
        {
            return exception.RevertReason!;
        }
    }

    sealed record MinedTransaction(Address From, byte[] Input, long Gas, Address? To = null);
}
