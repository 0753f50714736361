using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Dashboard;

namespace ReFlow.Hosting.Tests.Dashboard;

public sealed class DashboardTests
{
    const string Enable = $"--{HostConfiguration.DisableDashboard}=false";

    static readonly string[] s_fields = ["name", "kind", "state", "health", "exitCode", "startTime", "endpoints"];

    [Fact]
    public async Task Resources_have_exactly_the_documented_fields()
    {
        await using var app = await StartAsync();
        await app.ResourceNotifications.WaitForResourceHealthyAsync("web", TestGraph.Token);
        using var http = Client(app);

        var resources = await http.GetFromJsonAsync<JsonElement[]>("/api/resources", TestGraph.Token);

        var web = Assert.Single(resources!);
        Assert.Equal(s_fields, web.EnumerateObject().Select(property => property.Name));
        Assert.Equal("web", web.GetProperty("name").GetString());
        Assert.Equal("Running", web.GetProperty("state").GetString());
        Assert.Equal("Healthy", web.GetProperty("health").GetString());
        Assert.Equal(JsonValueKind.Null, web.GetProperty("exitCode").ValueKind);
        Assert.InRange(DateTime.UtcNow - web.GetProperty("startTime").GetDateTime(), TimeSpan.Zero, TimeSpan.FromMinutes(2));
        var endpoint = web.GetProperty("endpoints")[0];
        Assert.Equal("http", endpoint.GetProperty("name").GetString());
        Assert.StartsWith("http://localhost:", endpoint.GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_runs_and_its_result_is_the_answer()
    {
        await using var app = await StartAsync();
        await app.ResourceNotifications.WaitForResourceHealthyAsync("web", TestGraph.Token);
        using var http = Client(app);

        var greeting = await PostAsync(http, "/api/resources/web/commands/greet");
        Assert.True(greeting.GetProperty("success").GetBoolean());
        Assert.Equal("hello from web", greeting.GetProperty("message").GetString());

        Assert.True((await PostAsync(http, "/api/resources/web/commands/stop")).GetProperty("success").GetBoolean());
        await app.WaitForAsync("web", s => s.State?.Text == KnownResourceStates.Exited);

        var unknown = await PostAsync(http, "/api/resources/web/commands/fly");
        Assert.False(unknown.GetProperty("success").GetBoolean());
        Assert.Contains("has no command 'fly'", unknown.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_resource_is_not_found()
    {
        await using var app = await StartAsync();
        using var http = Client(app);
        using var response = await http.PostAsync("/api/resources/nobody/commands/start", content: null, TestGraph.Token);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("There is no resource 'nobody'", await response.Content.ReadAsStringAsync(TestGraph.Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host", "attacker.example", "GET", "/api/resources")]
    [InlineData("Origin", "http://attacker.example", "POST", "/api/resources/web/commands/stop")]
    [InlineData("Origin", "null", "POST", "/api/resources/web/commands/stop")]
    public async Task Foreign_page_is_refused(string header, string value, string method, string path)
    {
        await using var app = await StartAsync();
        using var http = Client(app);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add(header, value);
        using var response = await http.SendAsync(request, TestGraph.Token);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Console_lines_arrive_while_they_are_written()
    {
        await using var app = await StartAsync();
        using var http = Client(app);
        await using var stream = await http.GetStreamAsync("/api/resources/web/logs", TestGraph.Token);
        using var reader = new StreamReader(stream);

        app.Services.GetRequiredService<ResourceLoggerService>().Write("web", "a <line> \"written\" now", isError: true);

        string? line;
        do
        {
            line = await reader.ReadLineAsync(TestGraph.Token);
        }
        while (line is not null && !line.Contains("written", StringComparison.Ordinal));
        var data = JsonSerializer.Deserialize<JsonElement>(line!["data: ".Length..]);
        Assert.Equal("a <line> \"written\" now", data.GetProperty("text").GetString());
        Assert.True(data.GetProperty("isError").GetBoolean());
    }

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/dashboard.css", "text/css")]
    [InlineData("/dashboard.js", "text/javascript")]
    public async Task Page_is_served(string path, string contentType)
    {
        await using var app = await StartAsync();
        using var http = Client(app);
        using var response = await http.GetAsync(path, TestGraph.Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(contentType, response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Taken_dashboard_port_is_a_clear_error()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestGraph.StartAsync(
            builder => builder.AddShell("idle", "sleep 60"), Enable, $"--{HostConfiguration.DashboardPort}={port}"));
        Assert.StartsWith($"Port {port}, which the resource 'dashboard' needs, is taken by process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
    }

    static Task<DistributedApplication> StartAsync() => TestGraph.StartAsync(
        builder =>
        {
            builder.AddParameter("secret", "value", secret: true);
            builder.AddWebServer("web").WithHttpHealthCheck("/")
                .WithCommand("greet", "Greet", context => Task.FromResult(CommandResults.Success($"hello from {context.ResourceName}")));
        },
        Enable);

    static HttpClient Client(DistributedApplication app) => new() { BaseAddress = new Uri(app.Services.GetRequiredService<DashboardServer>().Url!) };

    static async Task<JsonElement> PostAsync(HttpClient http, string path)
    {
        using var response = await http.PostAsync(path, content: null, TestGraph.Token);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestGraph.Token);
    }
}
