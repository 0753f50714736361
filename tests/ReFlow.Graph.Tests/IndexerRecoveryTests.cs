using System.Diagnostics;
using ReFlow.ServiceDefaults;

namespace ReFlow.Graph.Tests;

/// <summary>The embedded host restarts what crashes; Aspire does not.</summary>
[Trait("Host", "Embedded")]
public sealed class IndexerRecoveryTests(RunningGraph graph)
{
    const string ProcessIdProperty = "executable.pid";

    [Fact]
    public async Task Killed_indexer_comes_back_and_its_figures_equal_the_chain()
    {
        var notifications = graph.App.ResourceNotifications;
        await notifications.WaitForResourceHealthyAsync(ResourceNames.Demo, RunningGraph.Token);
        var before = await notifications.WaitForResourceHealthyAsync(ResourceNames.Indexer, RunningGraph.Token);
        var processId = ProcessId(before);

        Process.GetProcessById(processId).Kill();
        await notifications.WaitForResourceAsync(ResourceNames.Indexer, e => ProcessId(e) is var id && id > 0 && id != processId, RunningGraph.Token);
        await notifications.WaitForResourceHealthyAsync(ResourceNames.Indexer, RunningGraph.Token);

        var (exitCode, output) = await ChainComparison.RunAsync(graph.App, RunningGraph.Token);
        Assert.True(exitCode == 0, output);
    }

    static int ProcessId(ResourceEvent change) =>
        change.Snapshot.Properties.FirstOrDefault(p => p.Name == ProcessIdProperty)?.Value is int id ? id : 0;
}
