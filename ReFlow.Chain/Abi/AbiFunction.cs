using System.Text;

namespace ReFlow.Chain.Abi;

/// <summary>A contract function by its canonical signature, for example "transfer(address,uint256)".</summary>
public sealed class AbiFunction(string signature)
{
    public const int SelectorLength = 4;

    readonly byte[] _selector = Keccak256.Hash(Encoding.UTF8.GetBytes(signature)).ToByteArray()[..SelectorLength];

    public string Signature { get; } = signature;

    /// <summary>The first four bytes of keccak256 of the signature.</summary>
    public ReadOnlySpan<byte> Selector => _selector;

    /// <summary>The call data of a function without arguments.</summary>
    public byte[] Encode() => [.. _selector];

    /// <summary>Starts the call data; add the arguments in order.</summary>
    public AbiEncoder Call() => new(_selector);
}
