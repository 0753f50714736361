using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using ReFlow.ServiceDefaults.Health;

namespace ReFlow.ServiceDefaults.Tests;

public sealed class HealthEndpointTests
{
    [Theory]
    [InlineData("Development", "/health")]
    [InlineData("Development", "/alive")]
    [InlineData("Production", "/health")]
    [InlineData("Production", "/alive")]
    public async Task Endpoint_answers_one_word_in_every_environment(string environment, string path)
    {
        await using var host = await TestHost.StartAsync(environment);

        using var response = await host.Http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Healthy", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Failing_dependency_makes_the_service_unhealthy_but_leaves_it_alive()
    {
        await using var host = await TestHost.StartAsync(add: builder => AddCheck(builder, HealthStatus.Unhealthy));

        using var health = await host.Http.GetAsync("/health", TestContext.Current.CancellationToken);
        using var alive = await host.Http.GetAsync("/alive", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal("Unhealthy", await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Theory]
    [InlineData("/health?detail", null)]
    [InlineData("/health", "application/json")]
    public async Task Detail_names_each_check_and_why_it_fails(string path, string? accept)
    {
        await using var host = await TestHost.StartAsync(add: builder => AddCheck(builder, HealthStatus.Unhealthy));
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);

        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        var report = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var check = report.GetProperty("checks").GetProperty("dependency");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("Unhealthy", report.GetProperty("status").GetString());
        Assert.Equal("the dependency does not answer", check.GetProperty("description").GetString());
        Assert.Equal("ready", Assert.Single(check.GetProperty("tags").EnumerateArray()).GetString());
        Assert.Equal("Healthy", report.GetProperty("checks").GetProperty("self").GetProperty("status").GetString());
        Assert.DoesNotContain("secret", report.ToString(), StringComparison.Ordinal);
    }

    static void AddCheck(IHostApplicationBuilder builder, HealthStatus status) =>
        builder.Services.AddHealthChecks().AddCheck(
            "dependency",
            () => new HealthCheckResult(status, "the dependency does not answer", new InvalidOperationException("secret")),
            [HealthTags.Ready]);
}
