using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <summary>A proposal to recover a lost wallet. Times are unix seconds.</summary>
/// <param name="Replacement">Zero without a proposal.</param>
/// <param name="BlockedUntil">After a veto: no proposal before this.</param>
public sealed record OnChainRecovery(Address Replacement, BigInteger ExecutableAt, BigInteger BlockedUntil)
{
    internal static OnChainRecovery Decode(byte[] returned)
    {
        var decoder = new AbiDecoder(returned);
        var recovery = new OnChainRecovery(decoder.Address(), decoder.UInt(), decoder.UInt());
        decoder.End();
        return recovery;
    }
}
