using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.Signing;
using ReFlow.Testing;

namespace ReFlow.Migrator.Tests;

public sealed class DeploymentRunTests(MigratorServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_key_the_plan_is_shown_and_nothing_is_sent()
    {
        await using var chain = await OwnChain.StartAsync(cancellationToken: Token);
        var before = await chain.Client.GetBlockNumberAsync(Token);

        var run = await MigratorHarness.DeployAsync(chain.Url, Settings());

        Assert.Equal(0, run.ExitCode);
        foreach (var name in (string[])["PlatformAdmin", "Members", "LoanFactory", "Market", "Batch", "Lens"])
            Assert.Contains(run.Messages, message => message.Contains($"{name} would be deployed at 0x", StringComparison.Ordinal));
        Assert.Contains(run.Messages, message => message.Contains("Nothing was sent", StringComparison.Ordinal));
        Assert.Equal(before, await chain.Client.GetBlockNumberAsync(Token));
    }

    [Fact]
    public async Task With_a_key_the_contracts_are_there_their_admin_is_the_delay_and_a_second_run_sends_nothing()
    {
        await using var chain = await OwnChain.StartAsync(cancellationToken: Token);
        var settings = Settings(("ReFlow:Deployment:DeployerKey", KeyOf(5)));

        var first = await MigratorHarness.DeployAsync(chain.Url, settings);
        var after = await chain.Client.GetBlockNumberAsync(Token);
        var second = await MigratorHarness.DeployAsync(chain.Url, settings);

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Equal(after, await chain.Client.GetBlockNumberAsync(Token));
        var factory = Address.Parse(ValueOf(first.Messages, "ReFlow:Contracts:Factory="));
        Assert.Equal(Address.Parse(ValueOf(second.Messages, "ReFlow:Contracts:Factory=")), factory);
        var admin = LoanFactoryContract.DecodeAdmin(await chain.Client.CallAsync(factory, LoanFactoryContract.EncodeAdmin(), Token));
        Assert.Contains(first.Messages, message => message.Contains($"Deploying PlatformAdmin at {admin}", StringComparison.Ordinal));
        Assert.Equal(
            DevelopmentAccounts.Treasury.Address,
            LoanFactoryContract.DecodeTreasury(await chain.Client.CallAsync(factory, LoanFactoryContract.EncodeTreasury(), Token)));
        var members = LoanFactoryContract.DecodeMembers(await chain.Client.CallAsync(factory, LoanFactoryContract.EncodeMembers(), Token));
        Assert.False(MembersContract.DecodeOpen(await chain.Client.CallAsync(members, MembersContract.EncodeOpen(), Token)));
    }

    [Fact]
    public async Task Deployed_contracts_are_accepted_by_the_migration_that_follows()
    {
        await using var chain = await OwnChain.StartAsync(cancellationToken: Token);
        var deployment = await MigratorHarness.DeployAsync(chain.Url, Settings(("ReFlow:Deployment:DeployerKey", KeyOf(6))));
        string[] names = ["Usdt", "Factory", "Market", "Batch", "Lens"];
        (string, string)[] settings = [.. names.Select(name => ($"ReFlow:Contracts:{name}", ValueOf(deployment.Messages, $"ReFlow:Contracts:{name}=")))];

        var migration = await MigratorHarness.RunAsync(await servers.CreateDatabaseAsync(Token), chain.Url, settings);

        Assert.True(migration.ExitCode == 0, string.Join(Environment.NewLine, migration.Messages));
    }

    [Fact]
    public async Task Every_missing_or_malformed_setting_is_named_at_once_and_the_key_is_not_repeated()
    {
        var run = await MigratorHarness.DeployAsync(
            servers.ChainUrl,
            ("ReFlow:Deployment:Usdt", "0x12"), ("ReFlow:Deployment:Open", "perhaps"), ("ReFlow:Deployment:DelaySeconds", "60"),
            ("ReFlow:Deployment:DeployerKey", "secret of the deployer"));

        Assert.Equal(1, run.ExitCode);
        var message = Assert.Single(run.Messages, message => message.StartsWith("Critical", StringComparison.Ordinal));
        foreach (var name in (string[])["Multisig", "CancelGuardian", "Usdt", "Agent", "Treasury", "Operator", "Guardian", "Open", "DelaySeconds", "DeployerKey"])
            Assert.Contains($"ReFlow:Deployment:{name}: ", message, StringComparison.Ordinal);
        Assert.Contains("\"0x12\" was seen", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_without_a_token_is_refused_before_anything_is_sent()
    {
        await using var chain = await OwnChain.StartAsync(cancellationToken: Token);

        var empty = await MigratorHarness.DeployAsync(chain.Url, Settings(("ReFlow:Deployment:Usdt", "0x00000000000000000000000000000000000b0b00")));
        var other = await MigratorHarness.DeployAsync(chain.Url, Settings(("ReFlow:Deployment:Usdt", DevelopmentDeployment.Members.ToString())));

        AssertFailed(empty, "but there is no code");
        AssertFailed(other, "a token with 6 decimals, was expected");
    }

    [Fact]
    public async Task Chain_before_cancun_is_refused()
    {
        await using var anvil = await AnvilProcess.StartAsync(["--hardfork", "shanghai"], cancellationToken: Token);

        AssertFailed(await MigratorHarness.DeployAsync(anvil.Url, Settings()), "does not execute TSTORE and MCOPY");
    }

    static (string Key, string Value)[] Settings(params (string Key, string Value)[] settings) =>
    [
        ("ReFlow:Deployment:Usdt", DevelopmentDeployment.Usdt.ToString()),
        ("ReFlow:Deployment:Multisig", DevelopmentAccounts.Admin.Address.ToString()),
        ("ReFlow:Deployment:CancelGuardian", DevelopmentAccounts.Investors[0].Address.ToString()),
        ("ReFlow:Deployment:Agent", DevelopmentAccounts.Investors[1].Address.ToString()),
        ("ReFlow:Deployment:Treasury", DevelopmentAccounts.Treasury.Address.ToString()),
        ("ReFlow:Deployment:Operator", DevelopmentAccounts.Operator.Address.ToString()),
        ("ReFlow:Deployment:Guardian", DevelopmentAccounts.Investors[0].Address.ToString()),
        .. settings,
    ];

    /// <summary>Anvil's well-known keys, of accounts that no other test of this assembly sends from.</summary>
    static string KeyOf(int account) => account switch
    {
        5 => "0x8b3a350cf5c34c9194ca85829a2df0ec3153be0318b5e2d3348e872092edffba",
        6 => "0x92db14e403b83dfe3df233f83dfa3a0d7096f21ca9b0d6d6b8d88b2b4ec1564e",
        _ => throw new ArgumentOutOfRangeException(nameof(account)),
    };

    static string ValueOf(IReadOnlyList<string> messages, string setting)
    {
        var message = Assert.Single(messages, message => message.Contains(setting, StringComparison.Ordinal));
        return message[(message.IndexOf(setting, StringComparison.Ordinal) + setting.Length)..].Split(' ')[0];
    }

    static void AssertFailed((int ExitCode, IReadOnlyList<string> Messages) run, string expected)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(run.Messages, message => message.StartsWith("Critical", StringComparison.Ordinal) && message.Contains(expected, StringComparison.Ordinal));
    }
}
