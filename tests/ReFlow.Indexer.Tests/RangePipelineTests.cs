using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.JsonRpc;
using ReFlow.Data;
using ReFlow.Indexer.Chain;
using ReFlow.Indexer.Storage;
using ReFlow.Indexer.Sync;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

/// <summary>Ranges read ahead and in parallel give what a reader that goes block by block gives.</summary>
public sealed class RangePipelineTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ranges_cut_at_random_places_give_the_logs_of_reading_block_by_block()
    {
        await using var chain = await LoanChain.StartAsync();
        var loans = await History.MakeAllPhasesAsync(chain);
        await History.ActAsync(chain, loans, seed: 3, actions: 20);
        var head = await chain.Client.GetBlockNumberAsync(Token);
        var expected = await ReadByBlockAsync(chain, head);

        for (var seed = 1; seed <= 12; seed++)
        {
            var random = new Random(seed);
            var options = new IndexerOptions
            {
                RangeBlocks = random.Next(1, 30),
                RangeLogs = random.Next(1, 40),
                RangesInFlight = random.Next(1, 7),
                DiscoveryBlocks = random.Next(1, 60),
                AddressesPerQuery = random.Next(1, 5),
                HeadersPerBatch = random.Next(1, 9),
                WholeRanges = random.Next(2) == 0,
            };
            var (logs, _) = await ReadByRangeAsync(chain.Client, head, options);

            Assert.True(expected.SequenceEqual(logs), $"Seed {seed}: {logs.Count} logs, expected {expected.Count}.");
        }
    }

    [Fact]
    public async Task Provider_with_a_range_limit_and_429_gives_every_log()
    {
        await using var chain = await LoanChain.StartAsync();
        var loans = await History.MakeAllPhasesAsync(chain);
        await History.ActAsync(chain, loans, seed: 4, actions: 10);
        var head = await chain.Client.GetBlockNumberAsync(Token);
        using var node = new LimitedNode(chain.Node.Url, maximumBlocks: 10, tooManyEvery: 5);
        using var http = new HttpClient(node);
        // Two attempts, so that the pipeline sees some of the 429 as well.
        var client = new EthereumClient(new JsonRpcClient(new Uri(chain.Node.Url), http, new JsonRpcOptions { MaxReadAttempts = 2, RetryBaseDelay = TimeSpan.FromMilliseconds(1) }));

        var (logs, _) = await ReadByRangeAsync(client, head, new IndexerOptions { RetryDelay = TimeSpan.FromMilliseconds(10) });

        Assert.Equal(await ReadByBlockAsync(chain, head), logs);
        Assert.True(node.Refused > 0 && node.TooMany > 0);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Range_of_mostly_our_logs_is_asked_for_whole_until_the_provider_refuses_or_cuts_it_short(bool refuses, bool cutsShort)
    {
        await using var chain = await LoanChain.StartAsync();
        var loans = await History.MakeAllPhasesAsync(chain);
        await History.ActAsync(chain, loans, seed: 5, actions: 30);
        var head = await chain.Client.GetBlockNumberAsync(Token);
        using var node = new LimitedNode(chain.Node.Url, maximumBlocks: 10_000, tooManyEvery: 0) { RefusesWholeRanges = refuses, CutsWholeRangesShort = cutsShort };
        using var http = new HttpClient(node);
        var client = new EthereumClient(new JsonRpcClient(new Uri(chain.Node.Url), http));

        var (logs, _) = await ReadByRangeAsync(client, head, new IndexerOptions { RangeBlocks = 20, RangesInFlight = 1 });

        Assert.Equal(await ReadByBlockAsync(chain, head), logs);
        // A refusal is remembered; a log may be missing once by accident, twice from the same range is a habit.
        if (refuses || cutsShort)
            Assert.Equal(refuses ? 1 : 2, node.WholeRanges);
        else
            Assert.InRange(node.WholeRanges, 2, head / 20 + 1);
    }

    [Fact]
    public async Task Range_read_whole_is_sized_by_everything_that_the_node_sent()
    {
        await using var chain = await LoanChain.StartAsync();
        var loans = await History.MakeAllPhasesAsync(chain);
        var first = await chain.Client.GetBlockNumberAsync(Token) + 1;
        await History.ActAsync(chain, loans, seed: 6, actions: 30);
        var last = await chain.Client.GetBlockNumberAsync(Token);

        var everything = await chain.Client.GetLogsAsync(first, last, LogFilter.All, Token);
        // Nearly everything, so that reading it whole is right.
        var asked = everything.Select(log => log.Address).Distinct().SkipLast(1).ToHashSet();

        using var reader = new RangeReader(chain.Client, new IndexerOptions());
        var answer = await reader.FetchAsync(first, last, asked, headerBatches: 1, Token);

        Assert.Equal(everything.Count, answer.LogsSent);
        Assert.Equal(everything.Count(log => asked.Contains(log.Address)), answer.Logs.Count);
        Assert.InRange(answer.Logs.Count, 1, answer.LogsSent - 1);
    }

    [Fact]
    public async Task Blocks_near_the_head_whose_logs_are_too_many_for_one_answer_are_read_in_smaller_batches()
    {
        await using var chain = await LoanChain.StartAsync();
        await History.MakeAllPhasesAsync(chain);
        var head = (await chain.Client.GetHeaderAsync(BlockReference.Latest, Token))!;
        using var node = new LimitedNode(chain.Node.Url, maximumBlocks: 10_000, tooManyEvery: 0) { MaximumQueriesPerBatch = 3 };
        using var http = new HttpClient(node);
        var client = new EthereumClient(new JsonRpcClient(new Uri(chain.Node.Url), http));
        await using var source = new BatchSource(client, new IndexerOptions { HeadWindowBlocks = 10_000 }, TimeProvider.System);
        var directory = new LoanDirectory(DevelopmentDeployment.Addresses, []);
        var logs = new List<string>();

        var cursor = new SyncCursor { ChainId = 31337, GenesisHash = default, BlockNumber = -1, BlockHash = default, BlockTime = default, Epoch = 1 };
        while (cursor.BlockNumber < head.Number)
        {
            var batch = await source.ReadNextAsync(client, cursor, head, directory, Token);
            cursor = cursor.At(batch!.Last);
            Collect(batch, directory, logs);
        }

        Assert.Equal(await ReadByBlockAsync(chain, head.Number), logs);
        Assert.InRange(node.Refused, 1, 10);
    }

    [Fact]
    public async Task Slow_consumer_is_waited_for_and_no_more_is_read_ahead_than_allowed()
    {
        await using var chain = await LoanChain.StartAsync();
        await chain.Node.MineAsync(200);
        var head = await chain.Client.GetBlockNumberAsync(Token);
        using var node = new LimitedNode(chain.Node.Url, maximumBlocks: 10_000, tooManyEvery: 0);
        using var http = new HttpClient(node);
        var client = new EthereumClient(new JsonRpcClient(new Uri(chain.Node.Url), http));

        var (_, mostWaiting) = await ReadByRangeAsync(client, head, new IndexerOptions { RangeBlocks = 5, RangesInFlight = 3 });

        // Ranges without logs take an eighth of a range's room.
        Assert.InRange(mostWaiting, 3, 3 * 8);
        Assert.InRange(node.MaximumInFlight, 2, 3);
    }

    static async Task<(List<string> Logs, int MostWaiting)> ReadByRangeAsync(EthereumClient client, long head, IndexerOptions options)
    {
        await using var pipeline = new RangePipeline(client, options, TimeProvider.System);
        var directory = new LoanDirectory(DevelopmentDeployment.Addresses, []);
        var logs = new List<string>();
        var mostWaiting = 0;
        var parent = default(Hash32);
        for (var next = 0L; next <= head;)
        {
            var batch = await pipeline.ReadAsync(next, head, directory, Token);
            Assert.Equal((next, parent), (batch.First.Number, batch.First.ParentHash));
            (next, parent) = (batch.Last.Number + 1, batch.Last.Hash);
            mostWaiting = Math.Max(mostWaiting, pipeline.Waiting);
            Collect(batch, directory, logs);
        }

        return (logs, mostWaiting);
    }

    static async Task<List<string>> ReadByBlockAsync(LoanChain chain, long head)
    {
        var reader = new BlockReader(chain.Client);
        var directory = new LoanDirectory(DevelopmentDeployment.Addresses, []);
        var logs = new List<string>();
        for (var number = 0L; number <= head; number++)
            Collect(await reader.ReadAsync([(await chain.Client.GetHeaderAsync(number, Token))!], directory, Token), directory, logs);
        return logs;
    }

    static void Collect(ChainBatch batch, LoanDirectory directory, List<string> logs)
    {
        directory.Add(batch.Logs.Select(log => LoanCreatedIn(log)).OfType<Address>());
        logs.AddRange(batch.Logs.Select(log =>
            $"{log.BlockNumber}/{log.LogIndex} {log.BlockHash} {log.BlockTime:O} {log.TxHash} {log.Address} {log.Topic0} {log.Topic1} {log.Topic2} {log.Topic3} {Hex.Encode(log.Data)}"));
    }

    static Address? LoanCreatedIn(ChainLog log) =>
        log.Address == DevelopmentDeployment.Factory && LoanCreated.TryDecode(Folding.ChainLogMapping.ToLogEntry(log), out var created) ? created.Loan : null;
}
