
namespace ReFlow.Data.Tests;

public sealed class ReadModelDigestTests(DataServers servers)
{
    [Fact]
    public async Task Digest_same_rows_in_another_order_is_equal()
    {
        await using var first = await TestDatabase.CreateAsync(servers);
        await using var second = await TestDatabase.CreateAsync(servers);
        await FillAsync(first, 1, 2);
        await FillAsync(second, 2, 1);

        Assert.Equal(await first.DigestAsync(), await second.DigestAsync());
    }

    [Theory]
    [InlineData("update holdings set invested = invested + 0.000001", "holdings")]
    [InlineData("update loans set name = name || '.'", "loans")]
    [InlineData("update users set created_at = created_at + interval '1 microsecond'", "users")]
    [InlineData("delete from holdings", "holdings")]
    [InlineData("insert into blocks values (1, '\\x01', '\\x02', '2026-01-01')", "blocks")]
    public async Task Digest_one_changed_value_names_the_table(string change, string table)
    {
        await using var database = await TestDatabase.CreateAsync(servers);
        await FillAsync(database, 1, 2);
        var before = await database.DigestAsync();

        await database.ExecuteAsync(change);

        Assert.Equal([table], (await database.DigestAsync()).DifferencesTo(before));
    }

    [Fact]
    public async Task Digest_ignores_pending_transactions_and_the_outbox()
    {
        await using var database = await TestDatabase.CreateAsync(servers);
        await FillAsync(database, 1, 2);
        var before = await database.DigestAsync();

        await using (var context = database.CreateContext())
        {
            context.Add(Samples.Transaction(4, 1, 9));
            context.Add(new OutboxMessage { Kind = OutboxKinds.BlockIndexed, Payload = "{}", CreatedAt = Samples.Time });
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(before, await database.DigestAsync());
    }

    static async Task FillAsync(TestDatabase database, params byte[] wallets)
    {
        await using var context = database.CreateContext();
        context.Add(Samples.Loan(9));
        foreach (var wallet in wallets)
        {
            context.Add(Samples.User(wallet));
            context.Add(Samples.Holding(wallet, 9, wallet));
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
    }
}
