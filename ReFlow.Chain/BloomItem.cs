using System.Runtime.InteropServices;

namespace ReFlow.Chain;

/// <summary>The three bits that an address or topic sets in a bloom, computed once.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BloomItem
{
    readonly ushort _first;
    readonly ushort _second;
    readonly ushort _third;

    // The low 11 bits of the first three 16-bit pairs of the hash; bit 0 is the lowest bit of the last byte.
    BloomItem(ReadOnlySpan<byte> hash)
    {
        _first = BitOf(hash[0], hash[1]);
        _second = BitOf(hash[2], hash[3]);
        _third = BitOf(hash[4], hash[5]);
    }

    public static BloomItem Of(Address address)
    {
        Span<byte> bytes = stackalloc byte[Address.Length];
        address.WriteTo(bytes);
        return Of(bytes);
    }

    public static BloomItem Of(Hash32 topic)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Length];
        topic.WriteTo(bytes);
        return Of(bytes);
    }

    static BloomItem Of(ReadOnlySpan<byte> item)
    {
        Span<byte> hash = stackalloc byte[Hash32.Length];
        Keccak256.Hash(item, hash);
        return new BloomItem(hash);
    }

    internal bool IsIn(ReadOnlySpan<byte> bloom) => IsSet(bloom, _first) && IsSet(bloom, _second) && IsSet(bloom, _third);

    internal void AddTo(Span<byte> bloom)
    {
        foreach (var bit in (ReadOnlySpan<ushort>)[_first, _second, _third])
            bloom[LogsBloom.Length - 1 - (bit / 8)] |= (byte)(1 << (bit % 8));
    }

    static ushort BitOf(byte high, byte low) => (ushort)(((high << 8) | low) & 0x7FF);

    static bool IsSet(ReadOnlySpan<byte> bloom, ushort bit) => (bloom[LogsBloom.Length - 1 - (bit / 8)] & (1 << (bit % 8))) != 0;
}
