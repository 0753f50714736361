using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ReFlow.Domain;
using ReFlow.Indexer.Settlement;
using ReFlow.Indexer.Storage;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

/// <summary>Settled announcements whose rows are gone, or whose loan came after them.</summary>
public sealed class LostRowsTests(IndexerServers servers)
{
    const int SettlementWaits = 3020;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Row_that_is_refused_each_time_does_not_keep_pending_transactions_from_being_judged()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await StartAsync(chain, "00:00:00.200");
        // Two users with one address: the second one's row can never be stored.
        await AnnounceAsync(indexer, 1, "CONFIRMED", sender: "substring(sha256('one') for 20)");
        await AnnounceAsync(indexer, 2, "CONFIRMED", sender: "substring(sha256('one') for 20)");
        await Eventually.TrueAsync("a row was refused", () => indexer.Logs.Entries.Any(entry => entry.EventId == SettlementWaits && entry.Message.Contains("fk_transactions_users", StringComparison.Ordinal)));

        await AnnounceAsync(indexer, 3, "PENDING", sender: "substring(sha256('two') for 20)");

        await Eventually.TrueAsync(
            "the pending one is judged", async () => await indexer.CountAsync("announced_transactions where failure = 'DROPPED'") == 1, timeoutSeconds: 20);
    }

    [Fact]
    public async Task Lost_rows_are_looked_for_without_the_cursor_and_restored_some_hundred_at_a_time()
    {
        await using var chain = await LoanChain.StartAsync();
        await using var indexer = await StartAsync(chain, "01:00:00");
        await AnnounceAsync(indexer, 1, "CONFIRMED", sender: "substring(sha256(n::text::bytea) for 20)", count: 1_200);
        var rows = new LostRows(indexer.Services.GetRequiredService<SettlementStore>());
        var epoch = (await indexer.CursorAsync())!.Epoch;

        await using (var connection = await indexer.DataSource.OpenConnectionAsync(Token))
        await using (var holding = await connection.BeginTransactionAsync(Token))
        {
            await using var hold = new NpgsqlCommand("select from sync_cursor for update", connection);
            await hold.ExecuteNonQueryAsync(Token);
            var (lost, _) = await indexer.Services.GetRequiredService<SettlementStore>().FindWithoutRowAsync([], Token).WaitAsync(TimeSpan.FromSeconds(10), Token);
            Assert.Equal(500, lost.Count);
        }

        foreach (var expected in new[] { 500, 1_000, 1_200 })
        {
            await rows.RestoreSomeAsync(epoch, Token);
            Assert.Equal(expected, await RestoredAsync(indexer));
        }

        // From the beginning again at once, when the end was reached.
        await indexer.ExecuteAsync("delete from transactions where tx_hash = (select min(tx_hash::text)::bytea from announced_transactions)");
        Assert.Equal(1_199, await RestoredAsync(indexer));
        await rows.RestoreSomeAsync(epoch, Token);
        Assert.Equal(1_200, await RestoredAsync(indexer));
        await indexer.ExecuteAsync("delete from transactions where kind = 'APPROVE'");
        await Assert.ThrowsAsync<CursorMovedException>(() => rows.RestoreSomeAsync(epoch - 1, Token));
        Assert.Equal(0, await RestoredAsync(indexer));
    }

    static Task<long> RestoredAsync(IndexerHarness indexer) => indexer.CountAsync("transactions where kind = 'APPROVE'");

    static Task AnnounceAsync(IndexerHarness indexer, int number, string status, string sender, int count = 1) => indexer.ExecuteAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"""
         insert into announced_transactions (tx_hash, row_id, sender, nonce, user_id, loan_id, type, kind, amount, status, announced_block_number, block_number, block_hash, created_at)
         select sha256(n::text::bytea), gen_random_uuid(), {sender}, 0, gen_random_uuid(), (select id from loans limit 1), 'TRADE', 'APPROVE', 1, '{status}', 1,
             case '{status}' when 'PENDING' then null else 1 end, case '{status}' when 'PENDING' then null else sha256('block') end, now() - interval '2 hours'
         from generate_series({number}, {number + count - 1}) n
         """));

    async Task<IndexerHarness> StartAsync(LoanChain chain, string recheckInterval)
    {
        await chain.CreateLoanAsync(RepaymentKind.Bullet);
        var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.WithOption("SettleInterval", "00:00:00.050").WithOption("RecheckInterval", recheckInterval).StartAsync();
        await indexer.CatchUpAsync(chain.Client);
        return indexer;
    }
}
