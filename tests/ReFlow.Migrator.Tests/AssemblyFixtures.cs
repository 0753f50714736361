using ReFlow.Testing;

[assembly: AssemblyFixture(typeof(ReFlow.Migrator.Tests.MigratorServers))]

namespace ReFlow.Migrator.Tests;

/// <summary>PostgreSQL and a chain for all tests of this assembly.</summary>
public sealed class MigratorServers : TestServers
{
    protected override TestServerKinds Kinds => TestServerKinds.Postgres | TestServerKinds.Chain;
}
