namespace ReFlow.Chain;

/// <summary>Addresses of contracts that are created with CREATE2 (EIP-1014), known before the deployment.</summary>
public static class Create2
{
    /// <summary>keccak256(0xff ++ deployer ++ salt ++ keccak256(initCode)), its last 20 bytes.</summary>
    /// <param name="deployer">The contract that executes CREATE2.</param>
    /// <param name="initCode">Creation bytecode with the encoded constructor arguments.</param>
    public static Address AddressOf(Address deployer, Hash32 salt, ReadOnlySpan<byte> initCode)
    {
        Span<byte> preimage = stackalloc byte[1 + Address.Length + (2 * Hash32.Length)];
        preimage[0] = 0xff;
        deployer.WriteTo(preimage[1..]);
        salt.WriteTo(preimage[(1 + Address.Length)..]);
        Keccak256.Hash(initCode, preimage[(1 + Address.Length + Hash32.Length)..]);
        return Address.FromBytes(Keccak256.Hash(preimage).ToByteArray().AsSpan(12));
    }
}
