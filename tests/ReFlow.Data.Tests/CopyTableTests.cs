using Npgsql;

namespace ReFlow.Data.Tests;

public sealed class CopyTableTests(DataServers servers)
{
    [Fact]
    public async Task Copied_rows_are_those_that_entity_framework_would_write()
    {
        await using var byEntityFramework = await TestDatabase.CreateAsync(servers);
        await using var byCopy = await TestDatabase.CreateAsync(servers);
        await using (var context = byEntityFramework.CreateContext())
        {
            context.AddRange(Samples.User(1), Samples.User(2), Samples.Loan(9), Samples.Loan(10));
            context.AddRange(Samples.Holding(1, 9, 1.5m), Samples.Holding(2, 9, 0m), Samples.Transaction(4, 1, 9));
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);

            await using var connection = await byCopy.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
            var model = context.Model;
            await CopyAsync(connection, new CopyTable<User>(model), Samples.User(1), Samples.User(2));
            await CopyAsync(connection, new CopyTable<Loan>(model), Samples.Loan(9), Samples.Loan(10));
            await CopyAsync(connection, new CopyTable<Holding>(model), Samples.Holding(1, 9, 1.5m), Samples.Holding(2, 9, 0m));
            await CopyAsync(connection, new CopyTable<ChainTransaction>(model), Samples.Transaction(4, 1, 9));
        }

        Assert.Empty((await byEntityFramework.DigestAsync()).DifferencesTo(await byCopy.DigestAsync()));
    }

    [Fact]
    public async Task Copy_of_an_existing_key_is_an_error()
    {
        await using var database = await TestDatabase.CreateAsync(servers);
        await using var context = database.CreateContext();
        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var users = new CopyTable<User>(context.Model);

        await CopyAsync(connection, users, Samples.User(1));

        await Assert.ThrowsAsync<PostgresException>(() => CopyAsync(connection, users, Samples.User(2), Samples.User(1)));
    }

    static Task CopyAsync<TEntity>(NpgsqlConnection connection, CopyTable<TEntity> table, params TEntity[] rows)
        where TEntity : class => table.AppendAsync(connection, rows, TestContext.Current.CancellationToken);
}
