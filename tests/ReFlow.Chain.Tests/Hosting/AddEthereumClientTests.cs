using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.JsonRpc;
using ReFlow.Chain.Tests.JsonRpc;
using ReFlow.Chain.Tests.Live;

namespace ReFlow.Chain.Tests.Hosting;

public sealed class AddEthereumClientTests(AnvilNode anvil)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_reaches_the_node_of_the_connection_string_and_the_health_check_is_healthy()
    {
        using var host = Build(anvil.Url);
        Assert.Equal(31337, await host.Services.GetRequiredService<EthereumClient>().GetChainIdAsync(Token));
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);
        Assert.Equal(HealthStatus.Healthy, report.Entries["chain"].Status);
    }

    [Fact]
    public async Task Wrong_chain_makes_the_health_check_unhealthy_with_both_ids_and_refuses_requests()
    {
        using var host = Build(anvil.Url, ("ReFlow:ChainId", "5000"));
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);
        Assert.Equal(HealthStatus.Unhealthy, report.Entries["chain"].Status);
        Assert.Equal("serves chain id 31337, expected 5000", report.Entries["chain"].Description);
        await Assert.ThrowsAsync<WrongChainException>(() => host.Services.GetRequiredService<EthereumClient>().GetBlockNumberAsync(Token));
    }

    [Fact]
    public async Task Unreachable_node_makes_the_health_check_unhealthy()
    {
        using var host = Build($"http://127.0.0.1:{AnvilNode.FreePort()}");
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);
        Assert.Equal(HealthStatus.Unhealthy, report.Entries["chain"].Status);
        Assert.Equal("cannot be reached", report.Entries["chain"].Description);
    }

    [Theory]
    [InlineData(";")]
    [InlineData(",")]
    [InlineData(" ;\n")]
    public async Task Connection_string_may_name_several_nodes(string separator)
    {
        using var host = Build($"http://127.0.0.1:{AnvilNode.FreePort()}{separator}{anvil.Url}");
        var chain = host.Services.GetRequiredService<EthereumClient>();
        Assert.Equal(2, chain.EndpointCount);
        Assert.Equal(31337, await chain.GetChainIdAsync(Token));
        Assert.Equal(anvil.Url, chain.EndpointOrigin);
    }

    [Fact]
    public async Task Section_bounds_the_requests()
    {
        await using var node = new ScriptedNode(ScriptedNode.Http("503 Service Unavailable", ""));
        using var host = Build(node.Url, ("ReFlow:Chain:MaxReadAttempts", "2"), ("ReFlow:Chain:RetryBaseDelay", "00:00:00.001"));
        await Assert.ThrowsAsync<JsonRpcException>(() => host.Services.GetRequiredService<EthereumClient>().GetBlockNumberAsync(Token));
        Assert.Equal(2, node.Requests);
    }

    [Theory]
    [InlineData(null, "ConnectionStrings:chain is missing")]
    [InlineData("", "ConnectionStrings:chain is missing")]
    [InlineData("localhost:8545", "ConnectionStrings:chain is not")]
    [InlineData("ws://localhost:8545", "ConnectionStrings:chain is not")]
    [InlineData("http://localhost:8545;node", "ConnectionStrings:chain is not")]
    public void Missing_or_unusable_connection_string_is_named(string? connectionString, string message)
    {
        using var host = Build(connectionString);
        var exception = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<EthereumClient>());
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mainnet")]
    [InlineData("-1")]
    [InlineData("0")]
    public void Unusable_chain_id_is_named(string chainId)
    {
        using var host = Build(anvil.Url, ("ReFlow:ChainId", chainId));
        var exception = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<EthereumClient>());
        Assert.Contains(chainId, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transaction_is_sent_once_although_every_HTTP_client_of_the_host_has_a_retrying_handler()
    {
        await using var node = new ScriptedNode(ScriptedNode.Result("\"0x7a69\""), ScriptedNode.Http("503 Service Unavailable", ""));
        var builder = Builder(node.Url);
        builder.Services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(() => new RepeatEverything()));
        builder.AddEthereumClient("chain");
        using var host = builder.Build();
        var chain = host.Services.GetRequiredService<EthereumClient>();
        await Assert.ThrowsAsync<JsonRpcException>(() => chain.SendRawTransactionAsync([1], Token));
        Assert.Equal(2, node.Requests);
    }

    [Fact]
    public async Task Access_key_in_the_URL_is_in_no_span()
    {
        var tags = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (tags)
                    tags.AddRange(activity.TagObjects.Select(tag => $"{activity.OperationName} {tag.Value}"));
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var node = new ScriptedNode(ScriptedNode.Result("\"0x7a69\""));
        using var host = Build(node.Url + "/v3/sesame?key=sesame");
        await host.Services.GetRequiredService<EthereumClient>().GetChainIdAsync(Token);
        lock (tags)
        {
            Assert.Contains($"eth_chainId {node.Url}", tags);
            Assert.DoesNotContain(tags, tag => tag.Contains("sesame", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Contract_addresses_are_the_development_deployment_on_the_development_chain_and_required_elsewhere()
    {
        Assert.Equal(DevelopmentDeployment.Addresses, ContractAddresses.FromConfiguration(Configuration()));
        var configured = ContractAddresses.FromConfiguration(Configuration(
            ("ReFlow:ChainId", "5000"),
            ("ReFlow:Contracts:Usdt", "0x201EBa5CC46D216Ce6DC03F6a759e8E766e956aE"),
            ("ReFlow:Contracts:Factory", "0x00000000000000000000000000000000000000f1"),
            ("ReFlow:Contracts:StartBlock", "123")));
        Assert.Equal(new ContractAddresses(
            Address.Parse("0x201EBa5CC46D216Ce6DC03F6a759e8E766e956aE"), Address.Parse("0x00000000000000000000000000000000000000f1"), 123), configured);
        var another = Configuration(("ReFlow:Contracts:Factory", "0x00000000000000000000000000000000000000f1"), ("ReFlow:Contracts:Market", "0x00000000000000000000000000000000000000f2"));
        Assert.Equal(Address.Parse("0x00000000000000000000000000000000000000f2"), ContractAddresses.FromConfiguration(another).Market);
        Assert.Null(ContractAddresses.FromConfiguration(another).Lens);
        Assert.All(
        [
            Configuration(("ReFlow:ChainId", "5000")),
            Configuration(("ReFlow:Contracts:Usdt", "0x12")),
            Configuration(("ReFlow:Contracts:Factory", "factory")),
            Configuration(("ReFlow:Contracts:Lens", "lens")),
            Configuration(("ReFlow:Contracts:StartBlock", "-1")),
        ], configuration => Assert.Contains(
            "ReFlow:Contracts:", Assert.Throws<InvalidOperationException>(() => ContractAddresses.FromConfiguration(configuration)).Message, StringComparison.Ordinal));
    }

    static IConfiguration Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        .Build();

    static IHost Build(string? connectionString, params (string Key, string Value)[] settings)
    {
        var builder = Builder(connectionString, settings);
        builder.AddEthereumClient("chain");
        return builder.Build();
    }

    static HostApplicationBuilder Builder(string? connectionString, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
            [KeyValuePair.Create("ConnectionStrings:chain", connectionString), .. settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))]);
        return builder;
    }

    sealed class RepeatEverything : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (await base.SendAsync(request, cancellationToken)).Dispose();
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
