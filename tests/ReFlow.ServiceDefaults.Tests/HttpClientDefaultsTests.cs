using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ReFlow.ServiceDefaults.Tests;

public sealed class HttpClientDefaultsTests
{
    [Theory]
    [InlineData("GET", 2)]
    [InlineData("POST", 1)]
    [InlineData("PUT", 1)]
    [InlineData("DELETE", 1)]
    public async Task Only_safe_methods_are_sent_again_after_503(string method, int expectedRequests)
    {
        var requests = new ConcurrentQueue<string>();
        await using var host = await TestHost.StartAsync(map: app => app.Map("/flaky", (HttpContext context) =>
        {
            requests.Enqueue(context.Request.Method);
            if (requests.Count > 1)
                return Results.Ok();
            // Sets the pace of the retry, so that the test does not wait for the default's two seconds.
            context.Response.Headers.RetryAfter = "0";
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }));
        using var client = host.App.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(host.Http.BaseAddress!, "/flaky"));

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expectedRequests, requests.Count);
        Assert.Equal(expectedRequests == 1 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Service_names_resolve_to_configured_addresses()
    {
        await using var target = await TestHost.StartAsync(map: app => app.MapGet("/", () => "found"));
        await using var host = await TestHost.StartAsync(settings: ($"services:{ResourceNames.Api}:http:0", target.Http.BaseAddress!.ToString()));
        using var client = host.App.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

        Assert.Equal("found", await client.GetStringAsync($"http://{ResourceNames.Api}/", TestContext.Current.CancellationToken));
    }
}
