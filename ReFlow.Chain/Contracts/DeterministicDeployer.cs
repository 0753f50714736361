namespace ReFlow.Chain.Contracts;

/// <summary>
/// A contract that most chains have at one address (github.com/Arachnid/deterministic-deployment-proxy; Anvil at genesis): called with a salt
/// and init code, it creates with CREATE2. Who calls it does not matter, so nobody can take an address away from anybody.
/// </summary>
public static class DeterministicDeployer
{
    public static Address Address { get; } = Address.Parse("0x4e59b44847b379578588920cA78FbF26c0B4956C");
}
