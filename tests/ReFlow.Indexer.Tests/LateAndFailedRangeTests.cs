using System.Text.Json;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.JsonRpc;
using ReFlow.Indexer.Chain;
using ReFlow.Indexer.Tests.Simulation;

namespace ReFlow.Indexer.Tests;

/// <summary>What one range, or one batch of its headers, costs the others when it is late, fails or contradicts itself.</summary>
public sealed class LateAndFailedRangeTests
{
    static readonly JsonRpcOptions s_once = new() { MaxReadAttempts = 1 };

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ranges_behind_a_late_one_are_read_on_until_what_waits_is_as_much_as_allowed()
    {
        var node = new Questioned(Simulated(seed: 1, blocks: 400)) { HeldBlock = 5 };
        await using var pipeline = new RangePipeline(
            new EthereumClient(new JsonRpcClient([node])), new IndexerOptions { RangeBlocks = 5, RangesInFlight = 3, RangeLogs = 1_000 }, TimeProvider.System);
        var directory = new LoanDirectory(DevelopmentDeployment.Addresses, []);
        await pipeline.ReadAsync(0, 399, directory, Token);

        var late = pipeline.ReadAsync(5, 399, directory, Token);
        await node.WaitForQuestionAsync(firstBlock: 5 + (5 * 8), Token);
        Assert.False(late.IsCompleted);
        node.LetGo();

        Assert.Equal(5, (await late).First.Number);
        // Two ranges' room beside the late one, of which each that came takes an eighth.
        Assert.InRange(pipeline.Waiting, 8, 3 * 8);
    }

    [Fact]
    public async Task Range_that_fails_is_asked_for_again_and_those_behind_it_are_not()
    {
        var node = new Questioned(Simulated(seed: 1, blocks: 30)) { FailedBlock = 0, Failures = 2 };
        await using var pipeline = new RangePipeline(
            new EthereumClient(new JsonRpcClient([node], s_once)), new IndexerOptions { RangeBlocks = 5, RangesInFlight = 3 }, TimeProvider.System);
        var directory = new LoanDirectory(DevelopmentDeployment.Addresses, []);

        await Assert.ThrowsAsync<JsonRpcException>(() => pipeline.ReadAsync(0, 29, directory, Token));
        for (var next = 0L; next < 30;)
            next = (await pipeline.ReadAsync(next, 29, directory, Token)).Last.Number + 1;

        Assert.Equal([0, 0, 0, 5, 10, 15, 20, 25], node.FirstBlocks.Order());
    }

    [Fact]
    public async Task Batch_of_headers_that_fails_is_asked_for_again_and_the_others_of_its_range_are_not()
    {
        var node = new Questioned(Simulated(seed: 1, blocks: 30)) { FailedBlock = 10, Failures = 1 };
        using var reader = new RangeReader(new EthereumClient(new JsonRpcClient([node], s_once)), new IndexerOptions { HeadersPerBatch = 5 });

        var answer = await reader.FetchAsync(0, 29, new HashSet<Address>(), headerBatches: 2, Token);

        Assert.Equal(30, answer.Headers.Count);
        Assert.Equal([0, 5, 10, 10, 15, 20, 25], node.FirstBlocks.Order());
    }

    [Fact]
    public async Task Node_whose_range_contradicts_itself_is_the_one_that_is_left()
    {
        var liar = new TwoBranches(Simulated(seed: 1, blocks: 20), Simulated(seed: 2, blocks: 20));
        var client = new EthereumClient(new JsonRpcClient([liar, Simulated(seed: 1, blocks: 20)]));
        using var reader = new RangeReader(client, new IndexerOptions { HeadersPerBatch = 5 });

        var contradiction = await Assert.ThrowsAsync<InconsistentChainException>(() => reader.FetchAsync(0, 9, new HashSet<Address>(), headerBatches: 1, Token));

        Assert.Equal("http://liar", contradiction.Origin);
        Assert.NotNull(await client.GetHeaderAsync(1, Token));
        Assert.Equal("http://simulated", client.EndpointOrigin);
    }

    static SimulatedNode Simulated(int seed, int blocks)
    {
        var chain = new SimulatedChain(new Random(seed));
        while (chain.Head.Number < blocks)
            chain.Move();
        return new SimulatedNode { Chain = chain };
    }

    /// <summary>As behind a load balancer: each question is answered by the other node.</summary>
    sealed class TwoBranches(SimulatedNode first, SimulatedNode second) : IJsonRpcTransport
    {
        int _questions;

        public Uri Endpoint { get; } = new("http://liar");

        public Task<byte[]> PostAsync(string method, byte[] body, TimeSpan timeout, CancellationToken cancellationToken) =>
            (_questions++ % 2 == 0 ? first : second).PostAsync(method, body, timeout, cancellationToken);
    }

    /// <summary>Remembers which headers it was asked for, holds the answer to one such question back, and does not answer another at first.</summary>
    sealed class Questioned(SimulatedNode node) : IJsonRpcTransport
    {
        readonly Lock _lock = new();
        readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly List<(long Block, TaskCompletionSource Asked)> _awaited = [];
        int _failures;

        public long? HeldBlock { get; init; }

        public long? FailedBlock { get; init; }

        public int Failures { get; init; }

        public List<long> FirstBlocks { get; } = [];

        public Uri Endpoint => node.Endpoint;

        public void LetGo() => _letGo.SetResult();

        public Task WaitForQuestionAsync(long firstBlock, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (FirstBlocks.Contains(firstBlock))
                    asked.SetResult();
                else
                    _awaited.Add((firstBlock, asked));
                return asked.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            }
        }

        public async Task<byte[]> PostAsync(string method, byte[] body, TimeSpan timeout, CancellationToken cancellationToken)
        {
            if (FirstBlockOfHeaders(body) is { } block)
            {
                Note(block);
                if (block == FailedBlock && Interlocked.Increment(ref _failures) <= Failures)
                    throw new JsonRpcException(method, JsonRpcErrorKind.Unavailable, "simulated");
                if (block == HeldBlock)
                    await _letGo.Task.WaitAsync(cancellationToken);
            }

            lock (_lock)
                return node.PostAsync(method, body, timeout, cancellationToken).Result;
        }

        void Note(long block)
        {
            lock (_lock)
            {
                FirstBlocks.Add(block);
                foreach (var (_, asked) in _awaited.Where(one => one.Block == block))
                    asked.SetResult();
                _awaited.RemoveAll(one => one.Block == block);
            }
        }

        static long? FirstBlockOfHeaders(byte[] body)
        {
            using var request = JsonDocument.Parse(body);
            return request.RootElement.ValueKind == JsonValueKind.Array && request.RootElement.EnumerateArray().All(call => call.GetProperty("method").GetString() == "eth_getBlockByNumber")
                ? Convert.ToInt64(request.RootElement[0].GetProperty("params")[0].GetString(), fromBase: 16)
                : null;
        }
    }
}
