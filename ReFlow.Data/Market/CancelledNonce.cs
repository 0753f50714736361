using System.Numerics;
using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>One <c>NonceCancelled</c> event: the seller's orders with this nonce can never be filled again.</summary>
public sealed class CancelledNonce : IChainEventRow
{
    public required Guid Id { get; init; }

    public required Guid SellerId { get; init; }

    public required BigInteger Nonce { get; init; }

    public required Hash32 TxHash { get; init; }

    public required int LogIndex { get; init; }

    public required long BlockNumber { get; init; }

    public required Hash32 BlockHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public User? Seller { get; init; }
}
