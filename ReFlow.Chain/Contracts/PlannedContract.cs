namespace ReFlow.Chain.Contracts;

/// <summary>A contract to create through the <see cref="DeterministicDeployer"/> with salt zero: what it is made of says where it will be.</summary>
public sealed class PlannedContract
{
    readonly byte[] _initCode;

    /// <param name="artifact">What to create.</param>
    /// <param name="constructorArguments">ABI-encoded.</param>
    public PlannedContract(ContractArtifact artifact, ReadOnlySpan<byte> constructorArguments)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        Artifact = artifact;
        _initCode = [.. artifact.Bytecode.Span, .. constructorArguments];
        Address = Create2.AddressOf(DeterministicDeployer.Address, Hash32.Zero, _initCode);
    }

    public ContractArtifact Artifact { get; }

    public string Name => Artifact.Name;

    public Address Address { get; }

    /// <summary>What to call the <see cref="DeterministicDeployer"/> with.</summary>
    public byte[] CallData => [.. Hash32.Zero.ToByteArray(), .. _initCode];
}
