using ReFlow.Chain.Signing;
using ReFlow.Data;
using ReFlow.Operator.Signing;

namespace ReFlow.Operator.Sending;

/// <summary>Rows for signed transactions.</summary>
static class Attempts
{
    public static OperatorAttempt Create(
        OperatorTransaction transaction, SignedTransaction signed, long gasLimit, TransactionFees fees, int number, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            OperatorTransactionId = transaction.Id,
            Number = number,
            Raw = signed.Raw,
            TxHash = signed.Hash,
            MaxFeePerGasWei = fees.MaxFeePerGasWei,
            MaxPriorityFeePerGasWei = fees.MaxPriorityFeePerGasWei,
            GasLimit = gasLimit,
            CreatedAt = now,
        };
}
