using System.Diagnostics;
using Npgsql;
using ReFlow.Chain.Contracts;
using ReFlow.Hosting.State;
using ReFlow.ServiceDefaults;

namespace ReFlow.Graph.Tests;

/// <summary>Asks an outside judge (viem and pg, tests/conformance) whether the read model equals the chain.</summary>
static class ChainComparison
{
    internal static async Task<(int ExitCode, string Output)> RunAsync(DistributedApplication app, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node") { WorkingDirectory = RepositoryRoot.Find(), UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[
            "tests/conformance/chain-equals-database.mjs",
            "--rpc", (await app.GetConnectionStringAsync(ResourceNames.Chain, cancellationToken))!,
            "--database", ToUri((await app.GetConnectionStringAsync(ResourceNames.Database, cancellationToken))!),
            "--factory", DevelopmentDeployment.Factory.ToString(),
            "--market", DevelopmentDeployment.Market.ToString()])
            start.ArgumentList.Add(argument);

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await error);
    }

    static string ToUri(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return FormattableString.Invariant(
            $"postgresql://{Uri.EscapeDataString(parts.Username!)}:{Uri.EscapeDataString(parts.Password!)}@{parts.Host}:{parts.Port}/{parts.Database}");
    }
}
