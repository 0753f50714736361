namespace ReFlow.Api.Tests;

public sealed class ConformanceTests(ApiServers servers)
{
    [Fact]
    public async Task Http_transport_passes_the_audit_of_graphql_http()
    {
        await using var api = await servers.StartApiAsync();

        await NodeJudge.PassesAsync("graphql-http.mjs", new Uri(api.Address, "/graphql").ToString());
    }

    [Fact]
    public async Task WebSocket_transport_serves_the_graphql_ws_client_and_closes_every_misuse_with_its_code()
    {
        await using var api = await servers.StartApiAsync(settings: [("ReFlow:Api:Limits:ConnectionInitTimeout", "00:00:01")]);
        await using var blocks = await BlockProducer.StartAsync(api);

        await NodeJudge.PassesAsync("graphql-ws.mjs", api.WebSocketAddress.ToString(), "1000");
    }
}
