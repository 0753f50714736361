using ReFlow.Chain;

namespace ReFlow.Api;

/// <summary>A block up to which the read model is complete.</summary>
/// <param name="Number">Block number.</param>
/// <param name="Hash">Block hash.</param>
/// <param name="Timestamp">Block time.</param>
/// <param name="IsOrphaned">True when the node's chain has left the block, which the indexer has not taken back yet.</param>
/// <param name="Loans">Loans whose rows changed in the block; null when that was not asked for yet.</param>
sealed record IndexedBlock(long Number, Hash32 Hash, DateTimeOffset Timestamp, bool IsOrphaned = false, IReadOnlyList<Address>? Loans = null);
