using ReFlow.Testing;

[assembly: AssemblyFixture(typeof(ReFlow.Indexer.Tests.Support.IndexerServers))]

namespace ReFlow.Indexer.Tests.Support;

/// <summary>The servers that all tests share; each test has a chain of its own.</summary>
public sealed class IndexerServers : TestServers
{
    protected override TestServerKinds Kinds => TestServerKinds.Postgres | TestServerKinds.Cache;
}
