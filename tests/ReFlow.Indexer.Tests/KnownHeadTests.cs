using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;
using ReFlow.Indexer.Sync;
using ReFlow.Indexer.Tests.Simulation;

namespace ReFlow.Indexer.Tests;

/// <summary>Far behind the head a range does not cost a question for it.</summary>
public sealed class KnownHeadTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    readonly VirtualClock _clock = new();
    readonly CountedNode _node = new();

    [Fact]
    public async Task Head_that_is_far_away_is_asked_for_again_only_after_a_while()
    {
        var (head, client) = (new KnownHead(_clock), Client());

        for (var range = 0; range < 5; range++)
            await head.ReadAsync(client, _ => true, Token);
        Assert.Equal(1, _node.Requests);
        _clock.Advance(TimeSpan.FromSeconds(3));
        await head.ReadAsync(client, _ => true, Token);
        Assert.Equal(2, _node.Requests);
    }

    [Fact]
    public async Task Head_that_is_near_or_was_forgotten_is_asked_for_each_time()
    {
        var (head, client) = (new KnownHead(_clock), Client());

        await head.ReadAsync(client, _ => false, Token);
        await head.ReadAsync(client, _ => false, Token);
        Assert.Equal(2, _node.Requests);
        head.Forget();
        await head.ReadAsync(client, _ => true, Token);
        Assert.Equal(3, _node.Requests);
    }

    EthereumClient Client() => new(new JsonRpcClient([_node], time: _clock), expectedChainId: null, _clock);

    sealed class CountedNode : IJsonRpcTransport
    {
        readonly SimulatedNode _node = new();

        public int Requests { get; private set; }

        public Uri Endpoint => _node.Endpoint;

        public Task<byte[]> PostAsync(string method, byte[] body, TimeSpan timeout, CancellationToken cancellationToken)
        {
            if (method == "eth_getBlockByNumber")
                Requests++;
            return _node.PostAsync(method, body, timeout, cancellationToken);
        }
    }
}
