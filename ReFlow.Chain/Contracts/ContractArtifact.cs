using System.Text.Json;

namespace ReFlow.Chain.Contracts;

/// <summary>A compiled contract as committed under contracts/artifacts: its ABI and bytecode.</summary>
public sealed class ContractArtifact
{
    static readonly Lazy<ContractArtifact> s_platformAdmin = new(() => Load("PlatformAdmin"));
    static readonly Lazy<ContractArtifact> s_tetherUsd = new(() => Load("TetherUsd"));
    static readonly Lazy<ContractArtifact> s_members = new(() => Load("Members"));
    static readonly Lazy<ContractArtifact> s_loanFactory = new(() => Load("LoanFactory"));
    static readonly Lazy<ContractArtifact> s_loan = new(() => Load("Loan"));
    static readonly Lazy<ContractArtifact> s_market = new(() => Load("Market"));
    static readonly Lazy<ContractArtifact> s_batch = new(() => Load("Batch"));
    static readonly Lazy<ContractArtifact> s_lens = new(() => Load("Lens"));

    ContractArtifact(JsonElement json)
    {
        Name = json.GetProperty("contractName").GetString()!;
        Abi = json.GetProperty("abi");
        Bytecode = Hex.Decode(json.GetProperty("bytecode").GetString());
        DeployedBytecode = Hex.Decode(json.GetProperty("deployedBytecode").GetString());
    }

    public static ContractArtifact PlatformAdmin => s_platformAdmin.Value;
    public static ContractArtifact TetherUsd => s_tetherUsd.Value;
    public static ContractArtifact Members => s_members.Value;
    public static ContractArtifact LoanFactory => s_loanFactory.Value;
    public static ContractArtifact Loan => s_loan.Value;
    public static ContractArtifact Market => s_market.Value;
    public static ContractArtifact Batch => s_batch.Value;
    public static ContractArtifact Lens => s_lens.Value;

    public string Name { get; }

    /// <summary>The JSON ABI as solc writes it.</summary>
    public JsonElement Abi { get; }

    /// <summary>Init code without constructor arguments.</summary>
    public ReadOnlyMemory<byte> Bytecode { get; }

    /// <summary>The code that stays at the contract's address, with zeros where immutables are filled in.</summary>
    public ReadOnlyMemory<byte> DeployedBytecode { get; }

    static ContractArtifact Load(string name)
    {
        using var stream = typeof(ContractArtifact).Assembly.GetManifestResourceStream($"ReFlow.Chain.Contracts.{name}.json")
            ?? throw new InvalidOperationException(
                $"The artifact of {name} is not embedded; expected contracts/artifacts/{name}.json at build time.");
        return new ContractArtifact(JsonElement.Parse(ReadAll(stream)));
    }

    static byte[] ReadAll(Stream stream)
    {
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
