using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;

namespace ReFlow.Demo.Tests;

/// <summary>The network between the demo and the chain; it can be cut.</summary>
sealed class Line : DelegatingHandler
{
    public Line()
        : base(new SocketsHttpHandler())
    {
    }

    public volatile bool IsCut;

    public EthereumClient Connect(string url) =>
        new(new JsonRpcClient(new Uri(url), new HttpClient(this, disposeHandler: false), new JsonRpcOptions { MaxReadAttempts = 1 }), expectedChainId: 31337);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        IsCut ? throw new HttpRequestException("The line is cut.") : base.SendAsync(request, cancellationToken);
}
