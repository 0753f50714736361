using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ReFlow.Data.Tests;

public sealed class UnnestTableTests(DataServers servers)
{
    [Fact]
    public async Task Insert_writes_what_entity_framework_would_write()
    {
        await using var byEntityFramework = await TestDatabase.CreateAsync(servers);
        await using var bySet = await TestDatabase.CreateAsync(servers);
        await using (var context = byEntityFramework.CreateContext())
        {
            context.AddRange(Samples.User(1), Samples.User(2), Samples.Loan(9), Samples.Loan(10));
            context.AddRange(Samples.Holding(1, 9, 1.5m), Samples.Holding(2, 9, 0m), Samples.Transaction(4, 1, 9));
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);

            var model = context.Model;
            await bySet.ExecuteAsync(
                new UnnestTable<User>(model).Insert([Samples.User(1), Samples.User(2)]),
                new UnnestTable<Loan>(model).Insert([Samples.Loan(9), Samples.Loan(10)]),
                new UnnestTable<Holding>(model).Insert([Samples.Holding(1, 9, 1.5m), Samples.Holding(2, 9, 0m)]),
                new UnnestTable<ChainTransaction>(model).Insert([Samples.Transaction(4, 1, 9)]));
        }

        Assert.Empty((await byEntityFramework.DigestAsync()).DifferencesTo(await bySet.DigestAsync()));
        Assert.Equal(await TextAsync(byEntityFramework, "transactions"), await TextAsync(bySet, "transactions"));
    }

    [Fact]
    public async Task Upsert_overwrites_existing_rows_and_adds_new_ones()
    {
        await using var database = await TestDatabase.CreateAsync(servers);
        await using var context = database.CreateContext();
        var holdings = new UnnestTable<Holding>(context.Model);
        await database.ExecuteAsync(
            new UnnestTable<User>(context.Model).Insert([Samples.User(1), Samples.User(2)]),
            new UnnestTable<Loan>(context.Model).Insert([Samples.Loan(9)]),
            holdings.Insert([Samples.Holding(1, 9, 1m)]));

        await database.ExecuteAsync(holdings.Upsert([Samples.Holding(1, 9, 5m), Samples.Holding(2, 9, 6m)]));

        var balances = await context.Holdings.OrderBy(holding => holding.BalanceTokens).Select(holding => holding.BalanceTokens).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([5m, 6m], balances);
    }

    [Fact]
    public async Task InsertMissing_keeps_the_first_row()
    {
        await using var database = await TestDatabase.CreateAsync(servers);
        await using var context = database.CreateContext();
        var users = new UnnestTable<User>(context.Model);
        var later = new User { Id = Samples.User(1).Id, Address = Samples.Address(1), FirstSeenBlockNumber = 77, CreatedAt = Samples.Time };

        await database.ExecuteAsync(users.InsertMissing([Samples.User(1)]), users.InsertMissing([later]));

        Assert.Equal(1, (await context.Users.SingleAsync(TestContext.Current.CancellationToken)).FirstSeenBlockNumber);
    }

    [Fact]
    public async Task Insert_of_an_existing_key_is_an_error()
    {
        await using var database = await TestDatabase.CreateAsync(servers);
        await using var context = database.CreateContext();
        var users = new UnnestTable<User>(context.Model);

        await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync(users.Insert([Samples.User(1)]), users.Insert([Samples.User(1)])));
    }

    static async Task<object?> TextAsync(TestDatabase database, string table)
    {
        await using var command = database.DataSource.CreateCommand($"select string_agg(t::text, '|') from {table} t");
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
