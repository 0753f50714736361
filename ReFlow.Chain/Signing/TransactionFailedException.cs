namespace ReFlow.Chain.Signing;

/// <summary>A transaction that was mined and reverted. Permanent: the fee is paid and nothing else changed.</summary>
public sealed class TransactionFailedException(TransactionReceipt receipt, string reason)
    : Exception($"Transaction {receipt.TransactionHash} reverted in block {receipt.BlockNumber}: {reason}")
{
    public TransactionReceipt Receipt { get; } = receipt;

    /// <summary>The decoded revert reason.</summary>
    public string Reason { get; } = reason;
}
