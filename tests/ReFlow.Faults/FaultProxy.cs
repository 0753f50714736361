using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ReFlow.Faults.Pool;

namespace ReFlow.Faults;

/// <summary>
/// A JSON-RPC node over HTTP and WebSocket that is a real one with faults, as a <see cref="FaultPlan"/> says: 127.0.0.1, a free port.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    readonly UpstreamNode _node;
    readonly UpstreamNode? _otherNode;
    readonly CancellationTokenSource _stop = new();
    readonly GethPool _pool;
    volatile RequestHandling _handling;

    FaultProxy(WebApplication app, Uri node, Uri? otherNode, FaultPlan plan)
    {
        _app = app;
        _node = new UpstreamNode(node, _http);
        _otherNode = otherNode is null ? null : new UpstreamNode(otherNode, _http);
        _pool = new GethPool((sender, tag, token) => _node.AskNumberAsync("eth_getTransactionCount", [sender.ToString(), tag], token));
        _handling = new RequestHandling(plan, _node, _otherNode, _pool, Statistics);
        Plan = plan;
    }

    /// <summary>http; the same address with ws is its WebSocket.</summary>
    public string Url => _app.Urls.First();

    public FaultStatistics Statistics { get; } = new();

    /// <summary>Another plan starts with its own seed, from the next request on.</summary>
    public FaultPlan Plan
    {
        get;
        set
        {
            field = value;
            _handling = new RequestHandling(value, _node, _otherNode, _pool, Statistics);
        }
    }

    /// <param name="node">The real node.</param>
    /// <param name="otherNode">A second one, for <see cref="FaultPlan.OtherNode"/>.</param>
    public static async Task<FaultProxy> StartAsync(string node, FaultPlan plan, string? otherNode = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        var proxy = new FaultProxy(app, new Uri(node), otherNode is null ? null : new Uri(otherNode), plan);
        app.UseWebSockets();
        app.Run(proxy.HandleAsync);
        await app.StartAsync(cancellationToken);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.DisposeAsync();
        _pool.Dispose();
        _http.Dispose();
        _stop.Dispose();
    }

    async Task HandleAsync(HttpContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stop.Token);
        try
        {
            if (context.WebSockets.IsWebSocketRequest)
                await new WebSocketRelay(_node.Endpoint, Plan, new FaultDice(Plan), Statistics).RunAsync(context, either.Token);
            else
                await _handling.HandleAsync(context, either.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or IOException)
        {
            // The client gave up, the proxy ends, or the node is down: whoever waits sees a broken connection.
            context.Abort();
        }
    }
}
