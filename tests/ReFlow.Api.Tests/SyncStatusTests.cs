using System.Text.Json;

namespace ReFlow.Api.Tests;

public sealed class SyncStatusTests(ApiServers servers)
{
    const string Query = "{ syncStatus { headBlock indexedBlock lagBlocks lagSeconds indexedAt chainReachable } }";

    [Fact]
    public async Task Lag_is_the_distance_to_the_chains_head_in_blocks_and_chain_time()
    {
        await using var api = await servers.StartApiAsync();
        var chain = servers.EthereumClient;
        await chain.RequestAsync<JsonElement>("anvil_mine", ["0x5"], TestContext.Current.CancellationToken);
        var indexed = (await chain.GetHeaderAsync(2, TestContext.Current.CancellationToken))!;
        await using (var context = api.OpenReadModel())
            await context.IndexBlockAsync(indexed.Number, indexed.Timestamp, 2);

        var status = (await api.CreateGraphQLClient().QueryAsync(Query)).GetProperty("syncStatus");

        var headBlock = status.GetProperty("headBlock").GetInt64();
        var head = (await chain.GetHeaderAsync(headBlock, TestContext.Current.CancellationToken))!;
        Assert.True(status.GetProperty("chainReachable").GetBoolean());
        Assert.Equal(2, status.GetProperty("indexedBlock").GetInt64());
        Assert.Equal(headBlock - 2, status.GetProperty("lagBlocks").GetInt64());
        Assert.Equal((head.Timestamp - indexed.Timestamp).TotalSeconds, status.GetProperty("lagSeconds").GetDouble());
    }

    [Fact]
    public async Task Unreachable_chain_is_said_and_its_lag_is_unknown_not_zero()
    {
        await using var api = await servers.StartApiAsync(chain: "http://127.0.0.1:1");
        await using (var context = api.OpenReadModel())
            await context.IndexBlockAsync(7, ReadModel.BlockTime, 7);

        var status = (await api.CreateGraphQLClient().QueryAsync(Query)).GetProperty("syncStatus");

        Assert.False(status.GetProperty("chainReachable").GetBoolean());
        Assert.Equal(7, status.GetProperty("indexedBlock").GetInt64());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("headBlock").ValueKind);
        Assert.Equal(JsonValueKind.Null, status.GetProperty("lagBlocks").ValueKind);
        Assert.Equal(JsonValueKind.Null, status.GetProperty("lagSeconds").ValueKind);
    }

    [Fact]
    public async Task Node_behind_the_index_says_nothing_about_the_lag()
    {
        await using var api = await servers.StartApiAsync();
        await using (var context = api.OpenReadModel())
            await context.IndexBlockAsync(1_000_000, ReadModel.BlockTime, 7);

        var status = (await api.CreateGraphQLClient().QueryAsync(Query)).GetProperty("syncStatus");

        Assert.True(status.GetProperty("chainReachable").GetBoolean());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("lagBlocks").ValueKind);
    }

    [Theory]
    [InlineData("{ syncStatus { orphaned } }")]
    [InlineData("{ loans { totalCount } }")]
    [InlineData("{ holdings(wallet: \"0x0000000000000000000000000000000000000001\") { balance } }")]
    public async Task Answer_from_a_block_that_the_chain_has_left_says_so_unasked_until_the_block_is_taken_back(string query)
    {
        await using var api = await servers.StartApiAsync();
        await using var context = api.OpenReadModel();
        var client = api.CreateGraphQLClient();
        await context.IndexBlockAsync(7, ReadModel.BlockTime, 7);
        Assert.False((await client.SendAsync(query)).TryGetProperty("extensions", out _));

        await context.OrphanAsync();
        var answer = await client.SendAsync(query);
        Assert.Equal(JsonValueKind.Object, answer.GetProperty("data").ValueKind);
        var mark = answer.GetProperty("extensions").GetProperty("orphanedBlock");
        Assert.Equal(7, mark.GetProperty("number").GetInt64());
        Assert.Equal(ReadModel.HashOf(7).ToString(), mark.GetProperty("hash").GetString());

        await context.IndexBlockAsync(6, ReadModel.BlockTime, 6);
        Assert.False((await client.SendAsync(query)).TryGetProperty("extensions", out _));
    }

    [Fact]
    public async Task Sync_status_tells_an_orphaned_block_from_one_on_the_chain()
    {
        await using var api = await servers.StartApiAsync();
        await using var context = api.OpenReadModel();
        var client = api.CreateGraphQLClient();

        await context.IndexBlockAsync(7, ReadModel.BlockTime, 7);
        Assert.False((await client.QueryAsync("{ syncStatus { orphaned } }")).GetProperty("syncStatus").GetProperty("orphaned").GetBoolean());
        await context.OrphanAsync();
        Assert.True((await client.QueryAsync("{ syncStatus { orphaned } }")).GetProperty("syncStatus").GetProperty("orphaned").GetBoolean());
    }

    [Fact]
    public async Task Cursor_below_the_first_block_is_nothing_indexed_yet()
    {
        await using var api = await servers.StartApiAsync();
        await using (var context = api.OpenReadModel())
            await context.IndexBlockAsync(-1, DateTimeOffset.UnixEpoch, 0);

        var data = await api.CreateGraphQLClient().QueryAsync($"{{ loan(address: \"{ReadModel.AddressOf(1)}\") {{ address }} {Query.Trim('{', '}', ' ')} }} }}");

        Assert.Equal(JsonValueKind.Null, data.GetProperty("loan").ValueKind);
        Assert.Equal(0, data.GetProperty("syncStatus").GetProperty("indexedBlock").GetInt64());
        Assert.Equal(JsonValueKind.Null, data.GetProperty("syncStatus").GetProperty("indexedAt").ValueKind);
    }

    [Fact]
    public async Task Health_is_degraded_and_serving_without_chain_and_cache()
    {
        await using var api = await servers.StartApiAsync(chain: "http://127.0.0.1:1", cache: "127.0.0.1:1,connectTimeout=200");
        using var http = api.CreateHttpClient();

        using var response = await http.GetAsync("/health?detail", TestContext.Current.CancellationToken);

        var health = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("Degraded", health.GetProperty("status").GetString());
        Assert.Equal("Degraded", health.GetProperty("checks").GetProperty("chain").GetProperty("status").GetString());
        Assert.Equal("Degraded", health.GetProperty("checks").GetProperty("cache").GetProperty("status").GetString());
        Assert.Equal("Healthy", health.GetProperty("checks").GetProperty("reflow").GetProperty("status").GetString());
    }
}
