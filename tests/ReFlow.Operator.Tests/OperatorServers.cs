using ReFlow.Testing;

[assembly: AssemblyFixture(typeof(ReFlow.Operator.Tests.OperatorServers))]

namespace ReFlow.Operator.Tests;

/// <summary>PostgreSQL for all tests; each test has a database and a chain of its own.</summary>
public sealed class OperatorServers : TestServers
{
    protected override TestServerKinds Kinds => TestServerKinds.Postgres;
}
