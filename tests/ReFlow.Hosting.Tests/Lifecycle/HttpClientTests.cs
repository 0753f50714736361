using Microsoft.Extensions.DependencyInjection;
using ReFlow.Hosting.Lifecycle;

namespace ReFlow.Hosting.Tests.Lifecycle;

public sealed class HttpClientTests
{
    [Theory]
    [InlineData("")]
    [InlineData(HttpEndpointHealthCheck.ClientName)]
    public async Task Clients_of_the_host_go_past_a_proxy_of_the_environment(string name)
    {
        await using var app = await TestGraph.StartAsync(_ => { });
        var handler = app.Services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(name);
        while (handler is DelegatingHandler { InnerHandler: { } inner })
            handler = inner;
        Assert.False(Assert.IsType<SocketsHttpHandler>(handler).UseProxy);
    }
}
