using System.Numerics;
using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>A signed order as far as the chain knows it: how much of it was sold. Orders that nobody filled yet are not on chain.</summary>
public sealed class SignedOrder
{
    /// <summary>What the seller signed (EIP-712).</summary>
    public required Hash32 OrderHash { get; init; }

    public required Guid LoanId { get; init; }

    public required Guid SellerId { get; init; }

    /// <summary>Any 256-bit number; when its seller cancelled it (<see cref="CancelledNonce"/>) the order is over.</summary>
    public required BigInteger Nonce { get; init; }

    public required decimal FilledTokens { get; set; }

    public required decimal RemainingTokens { get; set; }

    public required long UpdatedBlockNumber { get; set; }

    public required Hash32 UpdatedBlockHash { get; set; }

    public Loan? Loan { get; init; }

    public User? Seller { get; init; }
}
