using System.Buffers.Binary;

namespace ReFlow.Chain.Abi;

/// <summary>A function's selector or an interface's id (EIP-165). Text form: 0x and 8 lower-case hex digits.</summary>
public readonly record struct Bytes4
{
    public const int Length = 4;

    readonly uint _value;

    Bytes4(ReadOnlySpan<byte> bytes) => _value = BinaryPrimitives.ReadUInt32BigEndian(bytes);

    /// <exception cref="ArgumentException">The span is not 4 bytes long.</exception>
    public static Bytes4 FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new Bytes4(bytes)
        : throw new ArgumentException($"A selector has {Length} bytes, seen {bytes.Length}.", nameof(bytes));

    /// <exception cref="FormatException">The text is not 8 hex digits (with or without 0x).</exception>
    public static Bytes4 Parse(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return Hex.TryDecode(text, bytes)
            ? new Bytes4(bytes)
            : throw new FormatException($"Expected 0x and 8 hex digits, seen {Hex.Describe(text)}.");
    }

    public void WriteTo(Span<byte> destination) => BinaryPrimitives.WriteUInt32BigEndian(destination, _value);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        WriteTo(bytes);
        return Hex.Encode(bytes);
    }
}
