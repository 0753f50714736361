using System.Numerics;
using ReFlow.Chain.Rlp;

namespace ReFlow.Chain.Proofs;

/// <summary>
/// Every field of a block header in the order in which the block's hash covers them (Yellow Paper, 4.3; the optional ones by EIP-1559, 4895,
/// 4844, 4788 and 7685).
/// </summary>
/// <param name="Hash">As the node claims it; <see cref="ComputeHash"/> tells whether it is true.</param>
public sealed record SealedHeader(
    Hash32 Hash,
    Hash32 ParentHash,
    Hash32 Sha3Uncles,
    Address Miner,
    Hash32 StateRoot,
    Hash32 TransactionsRoot,
    Hash32 ReceiptsRoot,
    LogsBloom LogsBloom,
    BigInteger Difficulty,
    long Number,
    BigInteger GasLimit,
    BigInteger GasUsed,
    BigInteger Timestamp,
    byte[] ExtraData,
    Hash32 MixHash,
    byte[] Nonce,
    BigInteger? BaseFeePerGas = null,
    Hash32? WithdrawalsRoot = null,
    BigInteger? BlobGasUsed = null,
    BigInteger? ExcessBlobGas = null,
    Hash32? ParentBeaconBlockRoot = null,
    Hash32? RequestsHash = null)
{
    /// <summary>The hash of these fields.</summary>
    public Hash32 ComputeHash()
    {
        var writer = new RlpWriter();
        var header = writer.BeginList();
        foreach (var hash in new[] { ParentHash, Sha3Uncles })
            writer.WriteBytes(hash.ToByteArray());
        writer.WriteBytes(Miner.ToByteArray());
        foreach (var root in new[] { StateRoot, TransactionsRoot, ReceiptsRoot })
            writer.WriteBytes(root.ToByteArray());
        writer.WriteBytes(LogsBloom.ToByteArray());
        foreach (var quantity in new[] { Difficulty, Number, GasLimit, GasUsed, Timestamp })
            writer.WriteInteger(quantity);
        writer.WriteBytes(ExtraData);
        writer.WriteBytes(MixHash.ToByteArray());
        writer.WriteBytes(Nonce);
        WriteOptional(writer, BaseFeePerGas);
        WriteOptional(writer, WithdrawalsRoot);
        WriteOptional(writer, BlobGasUsed);
        WriteOptional(writer, ExcessBlobGas);
        WriteOptional(writer, ParentBeaconBlockRoot);
        WriteOptional(writer, RequestsHash);
        writer.EndList(header);
        return Keccak256.Hash(writer.Written);
    }

    static void WriteOptional(RlpWriter writer, BigInteger? quantity)
    {
        if (quantity is { } present)
            writer.WriteInteger(present);
    }

    static void WriteOptional(RlpWriter writer, Hash32? hash)
    {
        if (hash is { } present)
            writer.WriteBytes(present.ToByteArray());
    }
}
