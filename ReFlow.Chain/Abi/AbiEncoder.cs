using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace ReFlow.Chain.Abi;

/// <summary>
/// Encodes arguments in order, after the Contract ABI Specification. A tuple of static types is encoded by adding its members; strings,
/// byte arrays and arrays go to the tail.
/// </summary>
public sealed class AbiEncoder
{
    internal const int WordLength = 32;

    readonly byte[] _prefix;
    readonly List<(byte[] Head, byte[]? Tail)> _arguments = [];

    /// <param name="prefix">Comes before the arguments: a function selector or init code.</param>
    public AbiEncoder(ReadOnlySpan<byte> prefix = default) => _prefix = prefix.ToArray();

    public AbiEncoder Address(Address value)
    {
        var word = new byte[WordLength];
        value.WriteTo(word.AsSpan(WordLength - Chain.Address.Length));
        return Add(word);
    }

    /// <exception cref="ArgumentOutOfRangeException">The value is negative or does not fit.</exception>
    public AbiEncoder UInt(BigInteger value, int bits = 256)
    {
        if (value.Sign < 0 || value.GetBitLength() > bits)
            throw new ArgumentOutOfRangeException(nameof(value), $"Expected a uint{bits}, seen {value}.");
        var word = new byte[WordLength];
        value.TryWriteBytes(word, out var written, isUnsigned: true, isBigEndian: true);
        word.AsSpan(0, written).CopyTo(word.AsSpan(WordLength - written));
        word.AsSpan(0, WordLength - written).Clear();
        return Add(word);
    }

    public AbiEncoder Bool(bool value) => UInt(value ? 1 : 0, 8);

    public AbiEncoder Bytes32(Hash32 value) => Add(value.ToByteArray());

    public AbiEncoder Bytes4(Bytes4 value)
    {
        var word = new byte[WordLength];
        value.WriteTo(word);
        return Add(word);
    }

    public AbiEncoder String(string value) => Bytes(Encoding.UTF8.GetBytes(value));

    public AbiEncoder Bytes(ReadOnlySpan<byte> value)
    {
        var tail = new byte[WordLength + PaddedLength(value.Length)];
        BinaryPrimitives.WriteInt32BigEndian(tail.AsSpan(WordLength - sizeof(int)), value.Length);
        value.CopyTo(tail.AsSpan(WordLength));
        return Add(new byte[WordLength], tail);
    }

    public AbiEncoder Addresses(IReadOnlyList<Address> values) => Items(values, static (items, value) => items.Address(value));

    /// <summary>An array of arrays.</summary>
    public AbiEncoder AddressLists(IReadOnlyList<IReadOnlyList<Address>> values) => Items(values, static (items, value) => items.Addresses(value));

    /// <exception cref="ArgumentOutOfRangeException">A value is negative or does not fit.</exception>
    public AbiEncoder UInts(IReadOnlyList<BigInteger> values, int bits = 256) => Items(values, (items, value) => items.UInt(value, bits));

    public AbiEncoder Bytes4s(IReadOnlyList<Bytes4> values) => Items(values, static (items, value) => items.Bytes4(value));

    public AbiEncoder BytesList(IReadOnlyList<byte[]> values) => Items(values, static (items, value) => items.Bytes(value));

    public byte[] ToByteArray()
    {
        var tailOffset = _arguments.Count * WordLength;
        var encoded = new byte[_prefix.Length + tailOffset + _arguments.Sum(argument => argument.Tail?.Length ?? 0)];
        _prefix.CopyTo(encoded, 0);
        var body = encoded.AsSpan(_prefix.Length);
        for (var i = 0; i < _arguments.Count; i++)
        {
            var (head, tail) = _arguments[i];
            head.CopyTo(body[(i * WordLength)..]);
            if (tail is null)
                continue;
            BinaryPrimitives.WriteInt32BigEndian(body[(((i + 1) * WordLength) - sizeof(int))..], tailOffset);
            tail.CopyTo(body[tailOffset..]);
            tailOffset += tail.Length;
        }

        return encoded;
    }

    internal static int PaddedLength(int length) => (length + WordLength - 1) / WordLength * WordLength;

    /// <summary>An array: the number of items, then the items, encoded as arguments of their own are.</summary>
    internal AbiEncoder Items<T>(IReadOnlyList<T> values, Func<AbiEncoder, T, AbiEncoder> add)
    {
        ArgumentNullException.ThrowIfNull(values);
        var count = new AbiEncoder().UInt(values.Count).ToByteArray();
        return Add(new byte[WordLength], values.Aggregate(new AbiEncoder(count), add).ToByteArray());
    }

    AbiEncoder Add(byte[] head, byte[]? tail = null)
    {
        _arguments.Add((head, tail));
        return this;
    }
}
