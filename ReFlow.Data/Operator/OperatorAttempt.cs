using System.Numerics;
using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>One fully signed transaction: the first of its row, or a replacement with higher fees and the same nonce.</summary>
public sealed class OperatorAttempt
{
    public required Guid Id { get; init; }

    public required Guid OperatorTransactionId { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Number { get; init; }

    /// <summary>The bytes for <c>eth_sendRawTransaction</c>.</summary>
    public required byte[] Raw { get; init; }

    public required Hash32 TxHash { get; init; }

    public required BigInteger MaxFeePerGasWei { get; init; }

    public required BigInteger MaxPriorityFeePerGasWei { get; init; }

    public required long GasLimit { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
