using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using ReFlow.Domain;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

/// <summary>Servers that go away and come back: the indexer says so, waits, and goes on by itself.</summary>
public sealed class OutageTests(IndexerServers servers)
{
    [Fact]
    public async Task Chain_down_readiness_red_then_everything_indexed()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var link = new FaultyLink(chain.Node.Port);
        await using var indexer = await IndexerHarness.CreateAsync(servers, $"http://127.0.0.1:{link.Port}");
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        link.Cut();
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await chain.InvestAsync(loan, 0, 500m);
        await Eventually.TrueAsync("readiness is red", async () => (await indexer.HealthAsync()).Status == HealthStatus.Unhealthy);

        link.Mend();
        await indexer.CatchUpAsync(chain.Client);
        await Eventually.TrueAsync("readiness is green", async () => (await indexer.HealthAsync()).Status == HealthStatus.Healthy);
        Assert.Empty((await indexer.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
    }

    [Fact]
    public async Task Database_down_readiness_red_then_everything_indexed()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var direct = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        var settings = new NpgsqlConnectionStringBuilder(direct.ConnectionString);
        await using var link = new FaultyLink(settings.Port);
        await using var indexer = direct.Twin().With("ConnectionStrings:reflow", new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Host = "127.0.0.1", Port = link.Port }.ConnectionString);
        await indexer.StartAsync();
        await direct.CatchUpAsync(chain.Client);

        link.Cut();
        var loan = await chain.CreateLoanAsync(RepaymentKind.Bullet);
        await chain.InvestAsync(loan, 0, 500m);
        await Eventually.TrueAsync("readiness is red", async () => (await indexer.HealthAsync()).Status == HealthStatus.Unhealthy);

        link.Mend();
        await direct.CatchUpAsync(chain.Client);
        await Eventually.TrueAsync("readiness is green", async () => (await indexer.HealthAsync()).Status == HealthStatus.Healthy);
        Assert.Empty((await direct.DigestAsync()).DifferencesTo(await IndexerHarness.DigestFromScratchAsync(servers, chain)));
    }

    [Fact]
    public async Task Database_of_another_chain_stops_with_a_message_that_says_what_to_do()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        await indexer.StopAsync();
        var before = await indexer.DigestAsync();
        await using (var command = indexer.DataSource.CreateCommand("update sync_cursor set genesis_hash = sha256('another')"))
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        await indexer.StartAsync();
        await Eventually.TrueAsync("it stopped", () => indexer.Logs.Contains(3009));
        Assert.Equal(1, indexer.State.ExitCode);

        Assert.Contains(indexer.Logs.Entries, entry => entry.EventId == 3009 && entry.Message.Contains("--reset", StringComparison.Ordinal));
        Assert.Equal(["sync_cursor"], (await indexer.DigestAsync()).DifferencesTo(before));
    }

    [Fact]
    public async Task Node_of_another_chain_id_stops_with_both_ids()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);

        await indexer.With("ReFlow:ChainId", "5000")
            .With("ReFlow:Contracts:Usdt", "0x0000000000000000000000000000000000000001")
            .With("ReFlow:Contracts:Factory", "0x0000000000000000000000000000000000000002")
            .StartAsync();
        await Eventually.TrueAsync("it stopped", () => indexer.Logs.Contains(3009));
        Assert.Equal(1, indexer.State.ExitCode);

        Assert.Contains(indexer.Logs.Entries, entry => entry.EventId == 3009 && entry.Message.Contains("31337", StringComparison.Ordinal) && entry.Message.Contains("5000", StringComparison.Ordinal));
        Assert.Null(await indexer.CursorAsync());
    }
}
