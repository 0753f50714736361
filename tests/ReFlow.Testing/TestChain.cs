using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;
using ReFlow.Hosting;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Testing;

namespace ReFlow.Testing;

/// <summary>A chain of a test's own.</summary>
public sealed class TestChain : IAsyncDisposable
{
    const string Resource = "chain";

    readonly DistributedApplication _app;
    readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    internal TestChain(DistributedApplication app)
    {
        _app = app;
        Url = app.GetEndpoint(Resource, "rpc").ToString().Replace("tcp://", "http://", StringComparison.Ordinal).TrimEnd('/');
        EthereumClient = new EthereumClient(new JsonRpcClient(new Uri(Url), _http));
    }

    /// <summary>The HTTP address; <c>ws://</c> is its WebSocket.</summary>
    public string Url { get; }

    /// <summary>A client of the chain.</summary>
    public EthereumClient EthereumClient { get; }

    /// <summary>Stops the node; its state is kept for <see cref="StartAsync"/>.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) =>
        _app.ResourceCommands.ExecuteCommandAsync(Resource, KnownResourceCommands.StopCommand, cancellationToken);

    /// <summary>Starts the node again on the same port.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _app.ResourceCommands.ExecuteCommandAsync(Resource, KnownResourceCommands.StartCommand, cancellationToken);
        await _app.ResourceNotifications.WaitForResourceAsync(Resource, KnownResourceStates.Running, cancellationToken);
        await _app.ResourceNotifications.WaitForResourceHealthyAsync(Resource, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }
}
