using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;
using ReFlow.Testing;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>A history on a chain that stands still.</summary>
/// <param name="anvil">Serves it.</param>
/// <param name="origin">The chain that it was forked from; null when it was loaded.</param>
sealed class History(AnvilProcess anvil, AnvilProcess? origin = null) : IAsyncDisposable
{
    public string Url => anvil.Url;

    public EthereumClient Chain { get; } = new(new JsonRpcClient(
        new Uri(anvil.Url),
        new HttpClient { Timeout = Timeout.InfiniteTimeSpan },
        new JsonRpcOptions { MaxResponseBytes = int.MaxValue, RequestTimeout = TimeSpan.FromMinutes(10) }));

    public async ValueTask DisposeAsync()
    {
        await anvil.DisposeAsync();
        if (origin is not null)
            await origin.DisposeAsync();
    }
}
