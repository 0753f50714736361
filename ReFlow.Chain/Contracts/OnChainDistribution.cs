using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <summary>One recorded distribution; amounts in base units.</summary>
/// <param name="PerToken">The loan's payout index after it.</param>
public sealed record OnChainDistribution(
    BigInteger Principal, BigInteger Interest, BigInteger LateFee, BigInteger PerToken, DateTimeOffset Time, Hash32 PaymentId)
{
    internal static OnChainDistribution Decode(byte[] returned)
    {
        var decoder = new AbiDecoder(returned);
        var distribution = new OnChainDistribution(
            decoder.UInt(64), decoder.UInt(64), decoder.UInt(64), decoder.UInt(128), decoder.UnixTime(40), decoder.Bytes32());
        decoder.End();
        return distribution;
    }
}
