using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <summary>What a contract says that typed data for it is signed under (EIP-712), field by field (EIP-5267).</summary>
/// <param name="Fields">Bits of the fields in use, from the lowest: name, version, chain id, verifying contract, salt, extensions.</param>
public sealed record Eip712Domain(
    byte Fields, string Name, string Version, BigInteger ChainId, Address VerifyingContract, Hash32 Salt, IReadOnlyList<BigInteger> Extensions)
{
    internal static Eip712Domain Decode(byte[] returned)
    {
        var decoder = new AbiDecoder(returned);
        var domain = new Eip712Domain(
            decoder.Bytes1(), decoder.String(), decoder.String(), decoder.UInt(), decoder.Address(), decoder.Bytes32(),
            decoder.Array((ref AbiDecoder items) => items.UInt()));
        decoder.End();
        return domain;
    }
}
