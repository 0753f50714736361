using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using ReFlow.Chain.Json;

namespace ReFlow.Chain;

/// <summary>A 20-byte Ethereum account or contract address. Text form: EIP-55 mixed-case checksum.</summary>
[StructLayout(LayoutKind.Auto)]
[JsonConverter(typeof(AddressJsonConverter))]
public readonly record struct Address : IComparable<Address>
{
    public const int Length = 20;

    // Big-endian words, so that comparing words compares bytes and no value needs the heap.
    readonly ulong _word0, _word1;
    readonly uint _word2;

    Address(ReadOnlySpan<byte> bytes)
    {
        _word0 = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _word1 = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _word2 = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
    }

    public static Address Zero => default;

    /// <exception cref="ArgumentException">The span is not 20 bytes long.</exception>
    public static Address FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new Address(bytes)
        : throw new ArgumentException($"An address has {Length} bytes, seen {bytes.Length}.", nameof(bytes));

    /// <summary>
    /// Reads 40 hex digits with or without 0x. All lower or all upper case is taken as it is; mixed case must be the EIP-55 checksum.
    /// </summary>
    /// <exception cref="FormatException">The text is not 40 hex digits, or its mixed case is not the checksum.</exception>
    public static Address Parse(ReadOnlySpan<char> text)
    {
        if (TryRead(text, out var address))
            return Eip55.IsAcceptable(Hex.WithoutPrefix(text), address)
                ? address
                : throw new FormatException($"The address checksum (EIP-55) is wrong: expected {address}, seen {Hex.Describe(text)}.");
        throw new FormatException($"Expected 0x and 40 hex digits, seen {Hex.Describe(text)}.");
    }

    /// <summary>As <see cref="Parse(ReadOnlySpan{char})"/>, without an exception.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Address address)
    {
        if (TryRead(text, out address) && Eip55.IsAcceptable(Hex.WithoutPrefix(text), address))
            return true;
        address = default;
        return false;
    }

    public static Address Parse(string text) => Parse(text.AsSpan());
    public static bool TryParse([NotNullWhen(true)] string? text, out Address address) => TryParse(text.AsSpan(), out address);

    public byte[] ToByteArray()
    {
        var bytes = new byte[Length];
        WriteTo(bytes);
        return bytes;
    }

    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _word0);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _word1);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], _word2);
    }

    public int CompareTo(Address other) => (_word0, _word1, _word2).CompareTo((other._word0, other._word1, other._word2));

    /// <summary>The EIP-55 checksummed form.</summary>
    public override string ToString() => Eip55.Format(this);

    public static bool operator <(Address left, Address right) => left.CompareTo(right) < 0;
    public static bool operator <=(Address left, Address right) => left.CompareTo(right) <= 0;
    public static bool operator >(Address left, Address right) => left.CompareTo(right) > 0;
    public static bool operator >=(Address left, Address right) => left.CompareTo(right) >= 0;

    static bool TryRead(ReadOnlySpan<char> text, out Address address)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var read = Hex.TryDecode(text, bytes);
        address = read ? new Address(bytes) : default;
        return read;
    }
}
