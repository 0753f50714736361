using Npgsql;
using ReFlow.Testing;

namespace ReFlow.Hosting.Tests.Servers;

public sealed class TestServersTests(TestServers servers) : IClassFixture<TestServers>
{
    [Fact]
    public async Task Every_database_is_new_and_empty()
    {
        var first = await servers.CreateDatabaseAsync(TestGraph.Token);
        var second = await servers.CreateDatabaseAsync(TestGraph.Token);
        Assert.NotEqual(first, second);

        await using var source = NpgsqlDataSource.Create(first);
        await using var query = source.CreateCommand("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'");
        Assert.Equal(0L, await query.ExecuteScalarAsync(TestGraph.Token));
    }

    [Fact]
    public async Task Shared_chain_answers_and_a_chain_of_ones_own_restarts_with_its_state()
    {
        Assert.Equal(31337, await servers.EthereumClient.GetChainIdAsync(TestGraph.Token));

        await using var own = await TestServers.StartChainAsync(TestGraph.Token);
        await own.EthereumClient.RequestAsync<object?>("anvil_mine", ["0x5"], TestGraph.Token);
        await own.StopAsync(TestGraph.Token);
        await own.StartAsync(TestGraph.Token);
        Assert.True(await own.EthereumClient.GetBlockNumberAsync(TestGraph.Token) >= 5);
    }

    [Fact]
    public void Cache_has_a_connection_string() => Assert.Matches(@"^127\.0\.0\.1:\d+,password=.+", servers.CacheConnectionString);
}
