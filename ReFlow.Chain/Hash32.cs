using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using ReFlow.Chain.Json;

namespace ReFlow.Chain;

/// <summary>32 bytes: a block or transaction hash, a log topic, a loan or payment id. Text form: 0x and 64 lower-case hex digits.</summary>
[StructLayout(LayoutKind.Auto)]
[JsonConverter(typeof(Hash32JsonConverter))]
public readonly record struct Hash32 : IComparable<Hash32>
{
    public const int Length = 32;

    // Four big-endian words, so that comparing words compares bytes and no value needs the heap.
    readonly ulong _word0, _word1, _word2, _word3;

    Hash32(ReadOnlySpan<byte> bytes)
    {
        _word0 = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _word1 = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _word2 = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _word3 = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    public static Hash32 Zero => default;

    /// <exception cref="ArgumentException">The span is not 32 bytes long.</exception>
    public static Hash32 FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new Hash32(bytes)
        : throw new ArgumentException($"A hash has {Length} bytes, seen {bytes.Length}.", nameof(bytes));

    /// <exception cref="FormatException">The text is not 64 hex digits (with or without 0x).</exception>
    public static Hash32 Parse(ReadOnlySpan<char> text) => TryParse(text, out var hash)
        ? hash
        : throw new FormatException($"Expected 0x and 64 hex digits, seen {Hex.Describe(text)}.");

    public static bool TryParse(ReadOnlySpan<char> text, out Hash32 hash)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var read = Hex.TryDecode(text, bytes);
        hash = read ? new Hash32(bytes) : default;
        return read;
    }

    public static Hash32 Parse(string text) => Parse(text.AsSpan());
    public static bool TryParse([NotNullWhen(true)] string? text, out Hash32 hash) => TryParse(text.AsSpan(), out hash);

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
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _word2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _word3);
    }

    public int CompareTo(Hash32 other) =>
        (_word0, _word1, _word2, _word3).CompareTo((other._word0, other._word1, other._word2, other._word3));

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        WriteTo(bytes);
        return Hex.Encode(bytes);
    }

    public static bool operator <(Hash32 left, Hash32 right) => left.CompareTo(right) < 0;
    public static bool operator <=(Hash32 left, Hash32 right) => left.CompareTo(right) <= 0;
    public static bool operator >(Hash32 left, Hash32 right) => left.CompareTo(right) > 0;
    public static bool operator >=(Hash32 left, Hash32 right) => left.CompareTo(right) >= 0;
}
