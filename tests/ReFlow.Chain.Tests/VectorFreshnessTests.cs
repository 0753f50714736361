using System.Diagnostics;
using ReFlow.Hosting.NodeTools;
using ReFlow.Hosting.State;

namespace ReFlow.Chain.Tests;

public sealed class VectorFreshnessTests
{
    [Fact]
    public async Task Committed_vectors_are_what_viem_and_ethers_say_about_the_committed_contracts()
    {
        var root = RepositoryRoot.Find();
        await NodePackages.RestoreAsync(root, NodePackageScope.All, cancellationToken: TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("node", [Path.Combine("tests", "conformance", "chain-vectors.mjs"), "--check"])
        {
            WorkingDirectory = root,
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, $"{await output}{errors}");
    }
}
