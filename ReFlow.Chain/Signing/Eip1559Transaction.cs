using System.Numerics;
using ReFlow.Chain.Rlp;

namespace ReFlow.Chain.Signing;

/// <summary>A transaction of type 2 (EIP-1559) with an empty access list.</summary>
/// <param name="MaxPriorityFeePerGas">Wei per gas to the block's producer.</param>
/// <param name="MaxFeePerGas">Wei per gas at most, base fee and priority fee together.</param>
/// <param name="GasLimit">Gas.</param>
/// <param name="To">The contract or account; null creates a contract from <paramref name="Data"/>.</param>
/// <param name="Value">Wei.</param>
/// <param name="Data">Selector and ABI-encoded arguments, or init code.</param>
public sealed record Eip1559Transaction(
    long ChainId,
    long Nonce,
    BigInteger MaxPriorityFeePerGas,
    BigInteger MaxFeePerGas,
    long GasLimit,
    Address? To,
    BigInteger Value,
    byte[] Data)
{
    const byte TransactionType = 2;

    /// <summary>The digest that is signed.</summary>
    public Hash32 SigningHash => Keccak256.Hash(Encode(signature: null).Written);

    public SignedTransaction Sign(PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var raw = Encode(key.Sign(SigningHash)).Written.ToArray();
        return new SignedTransaction(raw, Keccak256.Hash(raw));
    }

    RlpWriter Encode(Signature? signature)
    {
        var writer = new RlpWriter();
        writer.WriteRaw([TransactionType]);
        var transaction = writer.BeginList();
        writer.WriteInteger(ChainId);
        writer.WriteInteger(Nonce);
        writer.WriteInteger(MaxPriorityFeePerGas);
        writer.WriteInteger(MaxFeePerGas);
        writer.WriteInteger(GasLimit);
        writer.WriteBytes(To is { } to ? to.ToByteArray() : []);
        writer.WriteInteger(Value);
        writer.WriteBytes(Data);
        writer.EndList(writer.BeginList()); // The access list.
        if (signature is { } signed)
        {
            writer.WriteInteger(signed.YParity);
            writer.WriteInteger(new BigInteger(signed.R.ToByteArray(), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(signed.S.ToByteArray(), isUnsigned: true, isBigEndian: true));
        }

        writer.EndList(transaction);
        return writer;
    }
}
