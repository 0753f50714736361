using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <summary>What the allow-list, or a loan's copy of it, says about an account.</summary>
/// <param name="Until">Last second of membership in unix seconds, 0 for none; can lie beyond what a date holds.</param>
public sealed record OnChainMember(BigInteger Until, bool Frozen)
{
    internal static OnChainMember Decode(byte[] returned)
    {
        var decoder = new AbiDecoder(returned);
        var member = new OnChainMember(decoder.UInt(), decoder.Bool());
        decoder.End();
        return member;
    }
}
