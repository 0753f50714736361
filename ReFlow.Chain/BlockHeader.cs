using System.Numerics;

namespace ReFlow.Chain;

/// <summary>What ReFlow reads of a block header.</summary>
/// <param name="BaseFeePerGas">Wei per gas (EIP-1559); null on a chain without it.</param>
public sealed record BlockHeader(
    long Number,
    Hash32 Hash,
    Hash32 ParentHash,
    DateTimeOffset Timestamp,
    LogsBloom LogsBloom,
    BigInteger? BaseFeePerGas = null);
