using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ReFlow.Data.Tests;

public sealed class SchemaTests(DataServers servers)
{
    [Fact]
    public async Task Migrations_make_the_schema_that_the_model_describes()
    {
        await using var database = await TestDatabase.CreateAsync(servers);
        await using var context = database.CreateContext();

        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("investments", "id", "uuid")]
    [InlineData("investments", "user_id", "uuid")]
    [InlineData("investments", "loan_id", "uuid")]
    [InlineData("investments", "amount", "numeric(38,6)")]
    [InlineData("investments", "tokens", "numeric(38,6)")]
    [InlineData("investments", "tx_hash", "bytea")]
    [InlineData("investments", "created_at", "timestamp with time zone")]
    [InlineData("transactions", "type", "text")]
    [InlineData("transactions", "status", "text")]
    [InlineData("transactions", "amount", "numeric(38,6)")]
    [InlineData("loans", "raised", "numeric(38,6)")]
    [InlineData("loans", "total_supply", "numeric(38,6)")]
    [InlineData("loans", "per_token", "numeric(39,0)")]
    [InlineData("holdings", "balance", "numeric(38,6)")]
    [InlineData("holdings", "invested", "numeric(38,6)")]
    [InlineData("users", "address", "bytea")]
    [InlineData("outbox", "payload", "jsonb")]
    public async Task Column_has_the_specified_name_and_type(string table, string column, string type)
    {
        await using var database = await TestDatabase.CreateAsync(servers);
        await using var command = database.DataSource.CreateCommand(
            "select format_type(atttypid, atttypmod) from pg_attribute where attrelid = $1::regclass and attname = $2 and not attisdropped");
        command.Parameters.Add(new NpgsqlParameter { Value = table });
        command.Parameters.Add(new NpgsqlParameter { Value = column });

        Assert.Equal(type, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Sync_cursor_second_row_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(servers);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync(
            "insert into sync_cursor (id, chain_id, genesis_hash, block_number, block_hash, block_time, epoch) values (2, 1, '', 0, '', now(), 0)"));
        Assert.Equal("ck_sync_cursor_single_row", refused.ConstraintName);
    }

    [Fact]
    public async Task Enum_is_stored_in_the_specification_s_spelling()
    {
        await using var database = await TestDatabase.CreateAsync(servers);
        await using (var context = database.CreateContext())
        {
            context.AddRange(Samples.User(1), Samples.Loan(9), Samples.Transaction(4, 1, 9));
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await using var command = database.DataSource.CreateCommand("select type || ' ' || kind || ' ' || status from transactions");
        Assert.Equal("INVEST DRAW_DOWN PENDING", await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
