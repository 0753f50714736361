using System.Diagnostics;
using Npgsql;
using ReFlow.Chain.Contracts;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

/// <summary>The checker in node (viem and pg), which shares no code with the indexer, over a history with a market.</summary>
public sealed class OutsideJudgeTests(IndexerServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outside_judge_agrees_on_trades_members_and_payouts_and_finds_planted_differences()
    {
        await using var chain = await LoanChain.StartAsync();
        var loans = await History.MakeAllPhasesAsync(chain);
        await History.TradeAsync(chain, loans[3]);
        await using var indexer = await IndexerHarness.CreateAsync(servers, chain.Node.Url);
        await indexer.StartAsync();
        await indexer.CatchUpAsync(chain.Client);

        var (exitCode, output) = await JudgeAsync(indexer, chain);
        Assert.True(exitCode == 0, output);

        await indexer.ExecuteAsync("update listings set remaining = remaining + 1 where status = 'OPEN'");
        await indexer.ExecuteAsync("update members set is_frozen = not is_frozen");
        await indexer.ExecuteAsync("update holdings set payout_debt = payout_debt + 36893488147419103232 where payout_debt > 0");
        (exitCode, output) = await JudgeAsync(indexer, chain);
        Assert.Equal(1, exitCode);
        Assert.Contains("listing 3:", output, StringComparison.Ordinal);
        Assert.Contains("member 0x", output, StringComparison.Ordinal);
        Assert.Contains("claimable by", output, StringComparison.Ordinal);
    }

    static async Task<(int ExitCode, string Output)> JudgeAsync(IndexerHarness indexer, LoanChain chain)
    {
        var database = new NpgsqlConnectionStringBuilder(indexer.ConnectionString);
        var uri = FormattableString.Invariant(
            $"postgresql://{Uri.EscapeDataString(database.Username!)}:{Uri.EscapeDataString(database.Password ?? "")}@{database.Host}:{database.Port}/{database.Database}");
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ReFlow.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests must run inside the repository.");

        var start = new ProcessStartInfo("node") { WorkingDirectory = folder.FullName, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[
            "tests/conformance/chain-equals-database.mjs",
            "--rpc", chain.Node.Url,
            "--database", uri,
            "--factory", DevelopmentDeployment.Factory.ToString(),
            "--market", DevelopmentDeployment.Market.ToString()])
            start.ArgumentList.Add(argument);

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var error = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, await output + await error);
    }
}
