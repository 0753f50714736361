using ReFlow.Chain.Abi;
using ReFlow.Chain.Signing;

namespace ReFlow.Chain.Contracts;

/// <summary>Where the contracts are on a development chain, which follows from the artifacts and the development accounts alone.</summary>
public static class DevelopmentDeployment
{
    static readonly Lazy<PlannedContract> s_usdt = new(() => new PlannedContract(
        ContractArtifact.TetherUsd, new AbiEncoder().Address(DevelopmentAccounts.Admin.Address).ToByteArray()));

    // One key is admin, agent and guardian here; in production they are apart.
    static readonly Lazy<PlatformDeployment> s_platform = new(() => new PlatformDeployment(new PlatformParties(
        Usdt,
        Admin: DevelopmentAccounts.Admin.Address,
        Agent: DevelopmentAccounts.Admin.Address,
        DevelopmentAccounts.Treasury.Address,
        DevelopmentAccounts.Operator.Address,
        Guardian: DevelopmentAccounts.Admin.Address,
        Open: true)));

    public static Address Usdt => s_usdt.Value.Address;

    /// <summary>Open: anyone may hold loans.</summary>
    public static Address Members => s_platform.Value.Members.Address;

    public static Address Factory => s_platform.Value.Factory.Address;

    public static Address Market => s_platform.Value.Market.Address;

    public static Address Batch => s_platform.Value.Batch.Address;

    public static Address Lens => s_platform.Value.Lens.Address;

    public static ContractAddresses Addresses => new(Usdt, Factory, StartBlock: 0) { Market = Market, Members = Members, Batch = Batch, Lens = Lens };

    /// <summary>USDT's stand-in, owned by the admin, and the platform; each after those that it names.</summary>
    public static IReadOnlyList<PlannedContract> Contracts => [s_usdt.Value, .. s_platform.Value.Contracts];
}
