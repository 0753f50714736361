using System.Buffers.Binary;
using ReFlow.Chain;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>
/// A contract that makes many calls in one transaction. Its call data is a sequence of: 20 bytes of target, 2 bytes of length, that many
/// bytes of call data. A call that fails is passed over, like one that was never made.
/// </summary>
static class BatchSender
{
    // fallback() { p = 0; while (p < calldatasize()) { n = u16(p + 20); calldatacopy(0, p + 22, n); pop(call(gas(), address(p), 0, 0, n, 0, 0)); p += 22 + n } }
    public static byte[] InitCode { get; } = Hex.Decode(
        "0x6080604052348015600e575f5ffd5b50603e80601a5f395ff3fe6080604052348015600e575f5ffd5b505f5b36811015603c57601481013560f01c80601683015f375f5f825f5f863560601c5af150016016016011565b00");

    public static byte[] Encode(IEnumerable<(Address To, byte[] Data)> calls)
    {
        using var stream = new MemoryStream();
        Span<byte> head = stackalloc byte[Address.Length + 2];
        foreach (var (to, data) in calls)
        {
            to.WriteTo(head);
            BinaryPrimitives.WriteUInt16BigEndian(head[Address.Length..], checked((ushort)data.Length));
            stream.Write(head);
            stream.Write(data);
        }

        return stream.ToArray();
    }
}
