namespace ReFlow.Faults.Pool;

/// <summary>Reads the items of one RLP list (Yellow Paper, appendix B); a list inside comes as its payload.</summary>
static class RlpItems
{
    public static IReadOnlyList<byte[]> OfList(ReadOnlySpan<byte> encoded)
    {
        var (start, length) = Payload(encoded, singleByteLimit: 0xf7);
        var rest = encoded.Slice(start, length);
        var items = new List<byte[]>();
        while (rest.Length > 0)
        {
            if (rest[0] < 0x80)
            {
                items.Add([rest[0]]);
                rest = rest[1..];
                continue;
            }

            var (itemStart, itemLength) = Payload(rest, rest[0] < 0xc0 ? 0xb7 : 0xf7);
            items.Add(rest.Slice(itemStart, itemLength).ToArray());
            rest = rest[(itemStart + itemLength)..];
        }

        return items;
    }

    static (int Start, int Length) Payload(ReadOnlySpan<byte> encoded, int singleByteLimit)
    {
        var prefix = encoded[0];
        if (prefix <= singleByteLimit)
            return (1, prefix - (singleByteLimit - 55));
        var length = 0;
        for (var i = 0; i < prefix - singleByteLimit; i++)
            length = (length << 8) | encoded[1 + i];
        return (1 + prefix - singleByteLimit, length);
    }
}
