using ReFlow.Testing;

[assembly: AssemblyFixture(typeof(ReFlow.Api.Tests.ApiServers))]

namespace ReFlow.Api.Tests;

/// <summary>The assembly's PostgreSQL, cache and chain, and any number of APIs over them.</summary>
public sealed class ApiServers : TestServers
{
    /// <summary>Starts an API over a database of its own; the shared chain and cache unless a test names others.</summary>
    public async Task<ApiHost> StartApiAsync(
        string environment = "Development", string? chain = null, string? cache = null, IEnumerable<(string Key, string Value)>? settings = null) =>
        await ApiHost.StartAsync(await CreateDatabaseAsync(), cache ?? CacheConnectionString, chain ?? ChainUrl, environment, settings);
}
