using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace ReFlow.Chain.Abi;

/// <summary>Reads one element of an array.</summary>
delegate T ElementDecoding<out T>(ref AbiDecoder data);

/// <summary>
/// Reads values in order, strictly: unused bits must be zero, nothing may be missing, and after <see cref="End"/> nothing may be left over.
/// Every violation is an <see cref="AbiException"/>.
/// </summary>
public ref struct AbiDecoder(ReadOnlySpan<byte> data)
{
    const int WordLength = AbiEncoder.WordLength;

    readonly ReadOnlySpan<byte> _data = data;
    int _head;
    int _tailLength;

    public Address Address()
    {
        var word = NextWord("an address");
        return word[..12].ContainsAnyExcept((byte)0)
            ? throw Dirty("an address (12 zero bytes, then 20 bytes)", word)
            : Chain.Address.FromBytes(word[12..]);
    }

    public BigInteger UInt(int bits = 256)
    {
        var word = NextWord($"a uint{bits}");
        return word[..(WordLength - (bits / 8))].ContainsAnyExcept((byte)0)
            ? throw Dirty($"a uint{bits}", word)
            : new BigInteger(word, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>An unsigned integer whose value must fit into 63 bits, for seconds and block numbers.</summary>
    public long Int64(int bits = 256)
    {
        var value = UInt(bits);
        return value <= long.MaxValue ? (long)value : throw new AbiException($"Expected a number below 2^63, seen {value}.");
    }

    /// <summary>A uint256 that counts things: below 2^31.</summary>
    public int Count()
    {
        var value = UInt();
        return value <= int.MaxValue ? (int)value : throw new AbiException($"Expected a count below 2^31, seen {value}.");
    }

    public bool Bool()
    {
        var word = NextWord("a bool");
        return word[^1] <= 1 && !word[..^1].ContainsAnyExcept((byte)0)
            ? word[^1] == 1
            : throw Dirty("a bool (0 or 1)", word);
    }

    public Hash32 Bytes32() => Hash32.FromBytes(NextWord("a bytes32"));

    public byte Bytes1() => FixedBytes(1)[0];

    public Bytes4 Bytes4() => Abi.Bytes4.FromBytes(FixedBytes(Abi.Bytes4.Length));

    /// <summary>A time in unix seconds.</summary>
    public DateTimeOffset UnixTime(int bits)
    {
        var seconds = Int64(bits);
        return seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new AbiException($"Expected unix seconds of a representable date, seen {Text(seconds)}.");
    }

    /// <summary>A string. Contracts may store bytes that are not UTF-8; those become U+FFFD, as in every wallet.</summary>
    public string String() => Encoding.UTF8.GetString(Bytes());

    public byte[] Bytes()
    {
        var offset = Length(NextWord("an offset"), "an offset");
        if (offset % WordLength != 0 || offset > _data.Length - WordLength)
            throw new AbiException($"Expected the offset of dynamic data within {Text(_data.Length)} bytes, seen {Text(offset)}.");
        var length = Length(_data.Slice(offset, WordLength), "a length");
        var available = _data.Length - offset - WordLength;
        if (length > available || AbiEncoder.PaddedLength(length) > available)
            throw new AbiException($"Expected {Text(length)} bytes padded to words, seen {Text(available)} bytes.");
        var padded = _data.Slice(offset + WordLength, AbiEncoder.PaddedLength(length));
        if (padded[length..].ContainsAnyExcept((byte)0))
            throw new AbiException($"Expected zero bytes after the {Text(length)} bytes of dynamic data, seen {Hex.Encode(padded[length..])}.");
        _tailLength += WordLength + padded.Length;
        return padded[..length].ToArray();
    }

    /// <summary>An array whose elements are of static types.</summary>
    internal List<T> Array<T>(ElementDecoding<T> decode)
    {
        var offset = Length(NextWord("an offset"), "an offset");
        if (offset % WordLength != 0 || offset > _data.Length - WordLength)
            throw new AbiException($"Expected the offset of an array within {Text(_data.Length)} bytes, seen {Text(offset)}.");
        var count = Length(_data.Slice(offset, WordLength), "a length");
        var elements = new AbiDecoder(_data[(offset + WordLength)..]);
        var values = new List<T>();
        // Not sized by the count: each element must be there before the next is believed.
        for (var i = 0; i < count; i++)
            values.Add(decode(ref elements));
        _tailLength += WordLength + elements._head;
        return values;
    }

    /// <summary>Checks that everything has been read.</summary>
    public readonly void End()
    {
        if (_head + _tailLength != _data.Length)
            throw new AbiException($"Expected {Text(_head + _tailLength)} bytes in all, seen {Text(_data.Length)}.");
    }

    ReadOnlySpan<byte> FixedBytes(int length)
    {
        var word = NextWord($"a bytes{Text(length)}");
        return word[length..].ContainsAnyExcept((byte)0) ? throw Dirty($"a bytes{Text(length)}", word) : word[..length];
    }

    ReadOnlySpan<byte> NextWord(string expected)
    {
        if (_data.Length - _head < WordLength)
            throw new AbiException($"Expected {expected} at byte {Text(_head)}, seen the end of {Text(_data.Length)} bytes.");
        var word = _data.Slice(_head, WordLength);
        _head += WordLength;
        return word;
    }

    static int Length(ReadOnlySpan<byte> word, string expected)
    {
        var value = BinaryPrimitives.ReadUInt32BigEndian(word[28..]);
        return word[..28].ContainsAnyExcept((byte)0) || value > int.MaxValue - (2 * WordLength)
            ? throw Dirty(expected + " below 2^31", word)
            : (int)value;
    }

    static AbiException Dirty(string expected, ReadOnlySpan<byte> word) => new($"Expected {expected}, seen {Hex.Encode(word)}.");

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
