using System.Numerics;
using ReFlow.Chain;
using ReFlow.Chain.Signing;

namespace ReFlow.Faults.Pool;

/// <summary>What the pool's rules need of a signed transaction of type 2.</summary>
sealed record RawTransaction(Hash32 Hash, Address Sender, long Nonce, BigInteger MaxFeePerGas, BigInteger MaxPriorityFeePerGas)
{
    /// <summary>Reads the bytes of <c>eth_sendRawTransaction</c>; null when they are of another type, which the rules then do not judge.</summary>
    public static RawTransaction? Read(byte[] raw)
    {
        if (raw is not [2, ..])
            return null;
        var fields = RlpItems.OfList(raw.AsSpan(1));
        var transaction = new Eip1559Transaction(
            (long)Integer(fields[0]), (long)Integer(fields[1]), Integer(fields[2]), Integer(fields[3]), (long)Integer(fields[4]),
            fields[5].Length == 0 ? null : Address.FromBytes(fields[5]), Integer(fields[6]), fields[7]);
        var signature = new Signature(Word(fields[10]), Word(fields[11]), (byte)Integer(fields[9]));
        return new RawTransaction(
            Keccak256.Hash(raw), signature.RecoverAddress(transaction.SigningHash), transaction.Nonce, transaction.MaxFeePerGas, transaction.MaxPriorityFeePerGas);
    }

    static BigInteger Integer(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    static Hash32 Word(byte[] bytes)
    {
        var word = new byte[Hash32.Length];
        bytes.CopyTo(word, word.Length - bytes.Length);
        return Hash32.FromBytes(word);
    }
}
