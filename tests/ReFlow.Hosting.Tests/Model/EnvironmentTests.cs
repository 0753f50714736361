using System.Collections;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Processes;

namespace ReFlow.Hosting.Tests.Model;

public sealed class EnvironmentTests
{
    [Fact]
    public async Task References_arrive_as_Aspire_writes_them()
    {
        await using var app = await TestGraph.StartAsync(
            builder =>
            {
                var database = builder.AddConnectionString("reflow");
                var secret = builder.AddParameter("token", "s3cret", secret: true);
                var api = builder.AddProjectLike("api");
                builder.AddNode("client", "console.log(JSON.stringify(process.env)); setInterval(() => {}, 1000)")
                    .WithReference(database)
                    .WithReference(database, "other")
                    .WithReference(api)
                    .WithReference("node", new Uri("https://rpc.example.org"))
                    .WithEnvironment("PLAIN", "value")
                    .WithEnvironment("TOKEN", secret)
                    .WithEnvironment("COMPOSED", $"{api.GetEndpoint("http").Property(EndpointProperty.HostAndPort)}/{secret}")
                    .WithArgs("from-graph");
            },
            "--ConnectionStrings:reflow=Host=db");

        var api = Testing.DistributedApplicationHostingTestingExtensions.GetEndpoint(app, "api");
        var json = await app.WaitForLineAsync("client", l => l.StartsWith('{'));
        var variables = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;
        Assert.Equal("Host=db", variables["ConnectionStrings__reflow"]);
        Assert.Equal("Host=db", variables["ConnectionStrings__other"]);
        Assert.Equal($"http://localhost:{api.Port}", variables["services__api__http__0"]);
        Assert.Equal($"http://localhost:{api.Port}", variables["API_HTTP"]);
        Assert.Equal("https://rpc.example.org/", variables["services__node__default__0"]);
        Assert.Equal("value", variables["PLAIN"]);
        Assert.Equal("s3cret", variables["TOKEN"]);
        Assert.Equal($"localhost:{api.Port}/s3cret", variables["COMPOSED"]);
        Assert.EndsWith("from-graph", (string)app.Snapshot("client").Property(KnownProperties.CommandLine)!, StringComparison.Ordinal);
        Assert.True(app.Snapshot("client").EnvironmentVariables.Single(v => v.Name == "TOKEN").IsSensitive);
        Assert.True(app.Snapshot("client").EnvironmentVariables.Single(v => v.Name == "ConnectionStrings__reflow").IsSensitive);
    }

    [Fact]
    public void Children_inherit_a_clean_environment()
    {
        var clean = CleanEnvironment.From(new Hashtable
        {
            ["PATH"] = "/bin",
            ["LC_ALL"] = "C",
            ["ReFlow__Demo__Seed"] = "7",
            ["HTTPS_PROXY"] = "http://proxy",
            ["NO_PROXY"] = "corp.example",
            ["ASPNETCORE_URLS"] = "http://*:1",
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ConnectionStrings__reflow"] = "Host=elsewhere",
            ["PGHOST"] = "elsewhere",
            ["NODE_OPTIONS"] = "--inspect",
            ["MSBUILD_X"] = "1",
        });

        Assert.Equal(["HTTPS_PROXY", "LC_ALL", "NO_PROXY", "PATH", "ReFlow__Demo__Seed"], clean.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("corp.example,localhost,127.0.0.1,::1", clean["NO_PROXY"]);
    }

    [Fact]
    public async Task Empty_connection_string_fails_the_start_and_says_what_was_expected()
    {
        await using var app = await TestGraph.StartAsync(builder =>
            builder.AddShell("client", "true").WithReference(builder.AddConnectionString("reflow")));

        var failed = await app.WaitForAsync("client", s => s.State?.Text == "FailedToStart");
        Assert.Contains("expected configuration 'ConnectionStrings:reflow'", (string)failed.Snapshot.Property(KnownProperties.Error)!, StringComparison.Ordinal);
    }
}
