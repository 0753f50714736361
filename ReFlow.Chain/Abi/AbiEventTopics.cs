using System.Numerics;
using System.Runtime.InteropServices;

namespace ReFlow.Chain.Abi;

/// <summary>The indexed arguments of a log, counted from 0.</summary>
[StructLayout(LayoutKind.Auto)]
readonly struct AbiEventTopics(IReadOnlyList<Hash32> topics)
{
    public Address Address(int index) => new AbiDecoder(topics[index + 1].ToByteArray()).Address();

    public BigInteger UInt(int index, int bits = 256) => new AbiDecoder(topics[index + 1].ToByteArray()).UInt(bits);

    public int Count(int index) => new AbiDecoder(topics[index + 1].ToByteArray()).Count();

    public Hash32 Bytes32(int index) => topics[index + 1];
}
