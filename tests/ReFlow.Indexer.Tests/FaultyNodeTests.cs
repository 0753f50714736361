using ReFlow.Domain;
using ReFlow.Faults;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

/// <summary>Nodes that refuse, stall, lag and lie: the tables are those of a healthy node, and the node is not asked much more.</summary>
public sealed class FaultyNodeTests(IndexerServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>By block near the head; by range, as a backfill.</summary>
    public static TheoryData<string, string> Modes => new() { { "100000", "1000" }, { "1", "10" } };

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Storm_of_faults_ends_in_the_tables_of_a_clean_run_with_at_most_twice_the_requests(string headWindowBlocks, string rangeBlocks)
    {
        await using var chain = await LoanChain.StartAsync();
        await History.MakeAllPhasesAsync(chain);
        await using var proxy = await FaultProxy.StartAsync(chain.Node.Url, FaultPlan.None, cancellationToken: Token);
        await using var clean = await IndexAsync(chain, proxy.Url, headWindowBlocks, rangeBlocks);
        var cleanRequests = proxy.Statistics.Requests;

        proxy.Plan = FaultPlan.Storm with { Seed = 7 };
        await using var stormy = await IndexAsync(chain, proxy.Url, headWindowBlocks, rangeBlocks);
        var stormyRequests = proxy.Statistics.Requests - cleanRequests;

        Assert.Empty((await stormy.DigestAsync()).DifferencesTo(await clean.DigestAsync()));
        foreach (var fault in new[] { FaultKind.RateLimited, FaultKind.TimedOut, FaultKind.Truncated })
            Assert.True(proxy.Statistics.Of(fault) > 0, $"{fault} did not happen.");
        Assert.True(stormyRequests <= 2 * cleanRequests, $"{stormyRequests} requests under faults, {cleanRequests} without. Faults: "
            + string.Join(", ", Enum.GetValues<FaultKind>().Select(fault => $"{fault} {proxy.Statistics.Of(fault)}")));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Node_that_leaves_logs_out_is_found_before_the_commit(string headWindowBlocks, string rangeBlocks)
    {
        await using var chain = await LoanChain.StartAsync();
        await History.MakeAllPhasesAsync(chain);
        var plan = FaultPlan.None with { Seed = 3, ShortLogs = 0.3, EmptyLogs = 0.1, OrphanLogs = 0.1, LogLoss = 0.001 };
        await using var liar = await FaultProxy.StartAsync(chain.Node.Url, plan, cancellationToken: Token);
        await using var indexer = await IndexAsync(chain, liar.Url, headWindowBlocks, rangeBlocks);

        Assert.NotEqual(0, liar.Statistics.Of(FaultKind.ShortLogs) + liar.Statistics.Of(FaultKind.EmptyLogs));
        Assert.True(indexer.Logs.Contains(3011));
        Assert.Empty((await indexer.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
    }

    [Fact]
    public async Task Two_nodes_one_of_which_lies_and_refuses_are_as_good_as_one()
    {
        await using var chain = await LoanChain.StartAsync();
        await History.MakeAllPhasesAsync(chain);
        var plan = FaultPlan.None with { Seed = 5, RateLimited = 0.3, WrongAnswer = 0.2, EmptyLogs = 0.2, StaleHead = 0.1 };
        await using var bad = await FaultProxy.StartAsync(chain.Node.Url, plan, cancellationToken: Token);
        await using var indexer = await IndexAsync(chain, $"{bad.Url};{chain.Node.Url}", "100000", "1000");

        Assert.True(Enum.GetValues<FaultKind>().Sum(bad.Statistics.Of) > 0);
        Assert.Empty((await indexer.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
    }

    [Fact]
    public async Task Nodes_on_two_branches_behind_one_address_never_mix_in_the_tables()
    {
        // Two chains with the same genesis and different loans, half of the answers from each, then only one.
        await using var chain = await LoanChain.StartAsync();
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await using var branch = await chain.ForkAsync();
        await chain.InvestAsync(loan, 0, 500m);
        await chain.Node.MineAsync(3);
        await branch.InvestAsync(loan, 1, 900m);
        await branch.Node.MineAsync(2);
        await using var proxy = await FaultProxy.StartAsync(chain.Node.Url, FaultPlan.None with { OtherNode = 0.5 }, branch.Node.Url, Token);
        await using var indexer = await IndexerHarness.CreateAsync(servers, proxy.Url);
        await indexer.With("ReFlow:Chain:RetryBaseDelay", "00:00:00.005").WithOption("LowerHeadGrace", "00:00:00").StartAsync();
        await Eventually.TrueAsync("both branches were seen", () => indexer.Logs.Contains(3004) || indexer.Logs.Contains(3011));

        proxy.Plan = FaultPlan.None;
        await chain.Node.MineAsync(4);
        await indexer.CatchUpAsync(chain.Client);

        Assert.Empty((await indexer.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
    }

    [Fact]
    public async Task Heads_that_do_not_arrive_over_the_WebSocket_are_found_by_asking()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var proxy = await FaultProxy.StartAsync(chain.Node.Url, FaultPlan.None with { LostNotification = 0.5, CutConnection = 0.2 }, cancellationToken: Token);
        await using var indexer = await IndexerHarness.CreateAsync(servers, proxy.Url);
        await indexer.StartAsync();
        for (var block = 0; block < 20; block++)
        {
            await chain.Node.MineAsync();
            await indexer.CatchUpAsync(chain.Client);
        }

        Assert.True(proxy.Statistics.Of(FaultKind.LostNotification) > 0);
    }

    async Task<IndexerHarness> IndexAsync(LoanChain chain, string url, string headWindowBlocks, string rangeBlocks)
    {
        var indexer = await IndexerHarness.CreateAsync(servers, url);
        // The waits of a service, a twentieth as long; a poll during the run would count as a request of it.
        await indexer.WithOption("HeadWindowBlocks", headWindowBlocks).WithOption("HeadBatchBlocks", "1").WithOption("RangeBlocks", rangeBlocks).WithOption("PollInterval", "00:00:01").WithOption("ProveRanges", "true")
            .With("ReFlow:Chain:RequestTimeout", "00:00:00.500").With("ReFlow:Chain:MaxReadAttempts", "8")
            .With("ReFlow:Chain:RetryBaseDelay", "00:00:00.010").With("ReFlow:Chain:RetryMaxDelay", "00:00:00.050")
            .StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        await indexer.StopAsync();
        return indexer;
    }
}
