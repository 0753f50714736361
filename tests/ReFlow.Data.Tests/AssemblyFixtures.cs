using ReFlow.Testing;

[assembly: AssemblyFixture(typeof(ReFlow.Data.Tests.DataServers))]

namespace ReFlow.Data.Tests;

/// <summary>PostgreSQL for all tests of this assembly.</summary>
public sealed class DataServers : TestServers
{
    protected override TestServerKinds Kinds => TestServerKinds.Postgres;
}
