using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReFlow.Chain.Tests.JsonRpc;
using static ReFlow.Chain.Tests.JsonRpc.ScriptedNode;

namespace ReFlow.Chain.Tests.Hosting;

/// <summary>Several nodes whose heads are compared in the background.</summary>
public sealed class EndpointComparisonTests
{
    const int EndpointRefused = 8004;
    const string ChainId = "\"0x7a69\"";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spare_of_another_chain_is_reported_once()
    {
        await using var ours = new ScriptedNode(Result(ChainId));
        await using var foreign = new ScriptedNode(Result("\"0x1388\""));
        var logs = new EventIds();
        using var host = Build(logs, "00:00:00.050", ours, foreign);

        await host.StartAsync(Token);
        await WaitUntil.TrueAsync(() => foreign.Requests >= 4, Token);
        await host.StopAsync(Token);

        Assert.Single(logs.Seen, id => id == EndpointRefused);
    }

    [Fact]
    public async Task Node_that_asked_for_patience_is_not_asked_for_its_head_and_keeps_its_rest()
    {
        const string Busy = "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\nRetry-After: 60\r\nConnection: close\r\n\r\n";
        await using var busy = new ScriptedNode(Result(ChainId), Raw(Busy), Result(ChainId));
        await using var well = new ScriptedNode(Result(ChainId));
        using var host = Build(new EventIds(), "00:00:00.050", busy, well);
        var chain = host.Services.GetRequiredService<EthereumClient>();
        await chain.GetBlockNumberAsync(Token);
        Assert.Equal((2, 2), (busy.Requests, well.Requests));

        await host.StartAsync(Token);
        await WaitUntil.TrueAsync(() => well.Requests >= 6, Token);
        await chain.GetBlockNumberAsync(Token);
        await host.StopAsync(Token);

        Assert.Equal(2, busy.Requests);
        Assert.Equal(well.Url, chain.EndpointOrigin);
    }

    [Fact]
    public async Task Interval_of_zero_never_compares_and_lets_the_host_run()
    {
        await using var one = new ScriptedNode(Result(ChainId));
        await using var two = new ScriptedNode(Result(ChainId));
        using var host = Build(new EventIds(), "00:00:00", one, two);

        await host.StartAsync(Token);
        await host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Single().ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(20), Token);

        Assert.False(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        Assert.Equal((0, 0), (one.Requests, two.Requests));
        await host.StopAsync(Token);
    }

    [Theory]
    [InlineData("-00:00:01")]
    [InlineData("60.00:00:00")]
    public async Task Unusable_interval_is_named(string interval)
    {
        await using var node = new ScriptedNode(Result(ChainId));
        using var host = Build(new EventIds(), interval, node, node);
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(Token));
        Assert.Contains("ReFlow:Chain:HeadComparisonInterval", exception.Message, StringComparison.Ordinal);
    }

    static IHost Build(EventIds logs, string interval, params ScriptedNode[] nodes)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
        [
            KeyValuePair.Create("ConnectionStrings:chain", (string?)string.Join(';', nodes.Select(node => node.Url))),
            KeyValuePair.Create("ReFlow:Chain:HeadComparisonInterval", (string?)interval),
        ]);
        builder.Logging.AddProvider(logs);
        builder.AddEthereumClient("chain");
        return builder.Build();
    }

    sealed class EventIds : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<int> Seen { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Seen.Enqueue(eventId.Id);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}
