using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.Signing;
using ReFlow.Data;

namespace ReFlow.Migrator.Tests;

public sealed class MigratorRunTests(MigratorServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_run_migrates_and_deploys_and_the_second_changes_nothing()
    {
        var database = await servers.CreateDatabaseAsync(Token);

        var first = await MigratorHarness.RunAsync(database, servers.ChainUrl);
        var nonceAfterFirst = await servers.EthereumClient.GetTransactionCountAsync(DevelopmentAccounts.Admin.Address, BlockReference.Latest, Token);
        var second = await MigratorHarness.RunAsync(database, servers.ChainUrl);

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Contains(first.Messages, message => message.Contains("Applying", StringComparison.Ordinal));
        Assert.DoesNotContain(second.Messages, message => message.Contains("Applying", StringComparison.Ordinal));
        Assert.DoesNotContain(first.Messages.Concat(second.Messages), message => message.StartsWith("Error", StringComparison.Ordinal));
        Assert.Equal(nonceAfterFirst, await servers.EthereumClient.GetTransactionCountAsync(DevelopmentAccounts.Admin.Address, BlockReference.Latest, Token));
        await using var context = MigratorHarness.OpenContext(database);
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(Token));
        var isOriginator = await servers.EthereumClient.CallAsync(
            DevelopmentDeployment.Factory, LoanFactoryContract.EncodeIsOriginator(DevelopmentAccounts.Originator.Address), Token);
        Assert.True(LoanFactoryContract.DecodeIsOriginator(isOriginator));
        var open = await servers.EthereumClient.CallAsync(DevelopmentDeployment.Members, MembersContract.EncodeOpen(), Token);
        Assert.True(MembersContract.DecodeOpen(open));
        var market = await servers.EthereumClient.CallAsync(DevelopmentDeployment.Lens, LensContract.EncodeMarket(), Token);
        Assert.Equal(DevelopmentDeployment.Market, LensContract.DecodeMarket(market));
        var factory = await servers.EthereumClient.CallAsync(DevelopmentDeployment.Market, MarketContract.EncodeFactory(), Token);
        Assert.Equal(DevelopmentDeployment.Factory, MarketContract.DecodeFactory(factory));
    }

    [Fact]
    public async Task Database_that_does_not_exist_is_created_and_runs_at_once_do_not_collide()
    {
        var settings = new NpgsqlConnectionStringBuilder(await servers.CreateDatabaseAsync(Token)) { Database = $"made_{Guid.NewGuid():n}" };

        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => MigratorHarness.RunAsync(settings.ConnectionString, servers.ChainUrl)));

        Assert.All(runs, run => Assert.Equal(0, run.ExitCode));
        await using var context = MigratorHarness.OpenContext(settings.ConnectionString);
        Assert.Equal(0, await context.Loans.CountAsync(Token));
    }

    [Fact]
    public async Task Database_unreachable_one_sentence_says_so()
    {
        var run = await MigratorHarness.RunAsync("Host=127.0.0.1;Port=1;Username=postgres;Database=reflow", servers.ChainUrl);

        AssertFailed(run, "PostgreSQL cannot be reached", "ConnectionStrings:reflow");
    }

    [Fact]
    public async Task Chain_unreachable_one_sentence_says_so()
    {
        var run = await MigratorHarness.RunAsync(await servers.CreateDatabaseAsync(Token), "http://127.0.0.1:1");

        AssertFailed(run, "node cannot be reached", "ConnectionStrings:chain");
    }

    [Fact]
    public async Task Wrong_chain_id_both_ids_are_named()
    {
        var run = await MigratorHarness.RunAsync(await servers.CreateDatabaseAsync(Token), servers.ChainUrl,
            ("ReFlow:ChainId", "5000"), ("ReFlow:Contracts:Usdt", "0x0000000000000000000000000000000000000001"), ("ReFlow:Contracts:Factory", "0x0000000000000000000000000000000000000002"));

        AssertFailed(run, "31337", "5000");
    }

    [Fact]
    public async Task Database_filled_from_another_chain_is_refused_with_the_way_out()
    {
        var database = await servers.CreateDatabaseAsync(Token);
        Assert.Equal(0, (await MigratorHarness.RunAsync(database, servers.ChainUrl)).ExitCode);
        await using (var context = MigratorHarness.OpenContext(database))
        {
            context.Add(new SyncCursor { ChainId = 31337, GenesisHash = Keccak256.Hash("another"u8), BlockNumber = 3, BlockHash = default, BlockTime = default, Epoch = 1 });
            await context.SaveChangesAsync(Token);
        }

        AssertFailed(await MigratorHarness.RunAsync(database, servers.ChainUrl), "filled from chain 31337", "--reset");
    }

    [Fact]
    public async Task Database_of_a_newer_build_is_refused()
    {
        var database = await servers.CreateDatabaseAsync(Token);
        Assert.Equal(0, (await MigratorHarness.RunAsync(database, servers.ChainUrl)).ExitCode);
        await using (var context = MigratorHarness.OpenContext(database))
            await context.Database.ExecuteSqlAsync($"""insert into "__EFMigrationsHistory" values ('29990101000000_Future', '99.0.0')""", Token);

        AssertFailed(await MigratorHarness.RunAsync(database, servers.ChainUrl), "29990101000000_Future", "newer");
    }

    [Fact]
    public async Task Address_with_other_code_is_refused()
    {
        var run = await MigratorHarness.RunAsync(await servers.CreateDatabaseAsync(Token), servers.ChainUrl,
            ("ReFlow:Contracts:Usdt", DeterministicDeployer.Address.ToString()), ("ReFlow:Contracts:Factory", DevelopmentDeployment.Factory.ToString()));

        AssertFailed(run, "is not this build's TetherUsd", DeterministicDeployer.Address.ToString());
    }

    [Fact]
    public async Task Market_address_without_code_is_refused()
    {
        var nobody = Address.Parse("0x0000000000000000000000000000000000000bad").ToString();
        var run = await MigratorHarness.RunAsync(await servers.CreateDatabaseAsync(Token), servers.ChainUrl, ("ReFlow:Contracts:Market", nobody));

        AssertFailed(run, "Market was expected at", nobody);
    }

    static void AssertFailed((int ExitCode, IReadOnlyList<string> Messages) run, params string[] parts)
    {
        Assert.Equal(1, run.ExitCode);
        var explanation = Assert.Single(run.Messages, message => message.StartsWith("Critical", StringComparison.Ordinal));
        Assert.All(parts, part => Assert.Contains(part, explanation, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", explanation, StringComparison.Ordinal);
    }
}
