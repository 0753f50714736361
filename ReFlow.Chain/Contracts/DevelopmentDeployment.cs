using ReFlow.Chain.Abi;
using ReFlow.Chain.Signing;

namespace ReFlow.Chain.Contracts;

/// <summary>
/// Where the contracts are on a development chain: all are created through the deterministic deployer with salt zero, so that their addresses
/// follow from the artifacts and the development accounts alone.
/// </summary>
public static class DevelopmentDeployment
{
    static readonly Lazy<Deployment> s_deployment = new(() => new Deployment());

    /// <summary>Deploys salt ++ init code with CREATE2 (github.com/Arachnid/deterministic-deployment-proxy); Anvil has it at genesis.</summary>
    public static Address DeterministicDeployer { get; } = Address.Parse("0x4e59b44847b379578588920cA78FbF26c0B4956C");

    public static Address Usdt => s_deployment.Value.Usdt;

    /// <summary>Open: anyone may hold loans.</summary>
    public static Address Members => s_deployment.Value.Members;

    public static Address Factory => s_deployment.Value.Factory;

    public static Address Market => s_deployment.Value.Market;

    public static Address Batch => s_deployment.Value.Batch;

    public static Address Lens => s_deployment.Value.Lens;

    public static ContractAddresses Addresses => new(Usdt, Factory, StartBlock: 0) { Market = Market, Batch = Batch, Lens = Lens };

    /// <summary>Call data for <see cref="DeterministicDeployer"/> that creates USDT, owned by the admin.</summary>
    public static byte[] UsdtDeployment => [.. Hash32.Zero.ToByteArray(), .. s_deployment.Value.UsdtInitCode];

    /// <summary>Call data for <see cref="DeterministicDeployer"/> that creates the allow-list.</summary>
    public static byte[] MembersDeployment => [.. Hash32.Zero.ToByteArray(), .. s_deployment.Value.MembersInitCode];

    /// <summary>Call data for <see cref="DeterministicDeployer"/> that creates the factory.</summary>
    public static byte[] FactoryDeployment => [.. Hash32.Zero.ToByteArray(), .. s_deployment.Value.FactoryInitCode];

    /// <summary>Call data for <see cref="DeterministicDeployer"/> that creates the market.</summary>
    public static byte[] MarketDeployment => [.. Hash32.Zero.ToByteArray(), .. s_deployment.Value.MarketInitCode];

    /// <summary>Call data for <see cref="DeterministicDeployer"/> that creates the batch contract.</summary>
    public static byte[] BatchDeployment => [.. Hash32.Zero.ToByteArray(), .. s_deployment.Value.BatchInitCode];

    /// <summary>Call data for <see cref="DeterministicDeployer"/> that creates the lens.</summary>
    public static byte[] LensDeployment => [.. Hash32.Zero.ToByteArray(), .. s_deployment.Value.LensInitCode];

    sealed class Deployment
    {
        public Deployment()
        {
            UsdtInitCode = new AbiEncoder(ContractArtifact.TetherUsd.Bytecode.Span).Address(DevelopmentAccounts.Admin.Address).ToByteArray();
            Usdt = Create2.AddressOf(DeterministicDeployer, Hash32.Zero, UsdtInitCode);
            // One key is admin, agent and guardian here; in production they are apart (docs/roles.md).
            MembersInitCode = new AbiEncoder(ContractArtifact.Members.Bytecode.Span)
                .Address(DevelopmentAccounts.Admin.Address)
                .Address(DevelopmentAccounts.Admin.Address)
                .Bool(true)
                .ToByteArray();
            Members = Create2.AddressOf(DeterministicDeployer, Hash32.Zero, MembersInitCode);
            FactoryInitCode = new AbiEncoder(ContractArtifact.LoanFactory.Bytecode.Span)
                .Address(Usdt)
                .Address(DevelopmentAccounts.Admin.Address)
                .Address(DevelopmentAccounts.Treasury.Address)
                .Address(DevelopmentAccounts.Operator.Address)
                .Address(DevelopmentAccounts.Admin.Address)
                .Address(Members)
                .ToByteArray();
            Factory = Create2.AddressOf(DeterministicDeployer, Hash32.Zero, FactoryInitCode);
            MarketInitCode = new AbiEncoder(ContractArtifact.Market.Bytecode.Span).Address(Factory).ToByteArray();
            Market = Create2.AddressOf(DeterministicDeployer, Hash32.Zero, MarketInitCode);
            BatchInitCode = new AbiEncoder(ContractArtifact.Batch.Bytecode.Span).Address(Factory).ToByteArray();
            Batch = Create2.AddressOf(DeterministicDeployer, Hash32.Zero, BatchInitCode);
            LensInitCode = new AbiEncoder(ContractArtifact.Lens.Bytecode.Span).Address(Factory).Address(Market).Address(Batch).ToByteArray();
            Lens = Create2.AddressOf(DeterministicDeployer, Hash32.Zero, LensInitCode);
        }

        public byte[] UsdtInitCode { get; }
        public Address Usdt { get; }
        public byte[] MembersInitCode { get; }
        public Address Members { get; }
        public byte[] FactoryInitCode { get; }
        public Address Factory { get; }
        public byte[] MarketInitCode { get; }
        public Address Market { get; }
        public byte[] BatchInitCode { get; }
        public Address Batch { get; }
        public byte[] LensInitCode { get; }
        public Address Lens { get; }
    }
}
