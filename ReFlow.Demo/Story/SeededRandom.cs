using System.Buffers.Binary;
using System.Text;
using ReFlow.Chain;

namespace ReFlow.Demo.Story;

/// <summary>Random numbers that depend on the seed and a topic, so that a new topic does not change the numbers of the others.</summary>
static class SeededRandom
{
    public static Random For(int seed, string topic)
    {
        var digest = Keccak256.Hash(Encoding.UTF8.GetBytes($"{seed}:{topic}")).ToByteArray();
        return new Random(BinaryPrimitives.ReadInt32BigEndian(digest));
    }
}
