using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <summary>All contracts of one platform; their addresses follow from the artifacts and the parties alone.</summary>
public sealed class PlatformDeployment
{
    public PlatformDeployment(PlatformParties parties)
    {
        ArgumentNullException.ThrowIfNull(parties);
        Members = new PlannedContract(
            ContractArtifact.Members, new AbiEncoder().Address(parties.Admin).Address(parties.Agent).Bool(parties.Open).ToByteArray());
        Factory = new PlannedContract(
            ContractArtifact.LoanFactory,
            new AbiEncoder()
                .Address(parties.Usdt)
                .Address(parties.Admin)
                .Address(parties.Treasury)
                .Address(parties.Operator)
                .Address(parties.Guardian)
                .Address(Members.Address)
                .ToByteArray());
        Market = new PlannedContract(ContractArtifact.Market, new AbiEncoder().Address(Factory.Address).ToByteArray());
        Batch = new PlannedContract(ContractArtifact.Batch, new AbiEncoder().Address(Factory.Address).ToByteArray());
        Lens = new PlannedContract(
            ContractArtifact.Lens,
            new AbiEncoder().Address(Factory.Address).Address(Market.Address).Address(Batch.Address).ToByteArray());
    }

    public PlannedContract Members { get; }

    public PlannedContract Factory { get; }

    public PlannedContract Market { get; }

    public PlannedContract Batch { get; }

    public PlannedContract Lens { get; }

    /// <summary>All of them, each after those that it names.</summary>
    public IReadOnlyList<PlannedContract> Contracts => [Members, Factory, Market, Batch, Lens];
}
