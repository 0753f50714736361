using System.Diagnostics;
using Npgsql;
using ReFlow.Chain;
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

        using (var process = Process.GetProcessById(processId))
            process.Kill();
        var killedAt = await EthereumClient.Connect((await graph.App.GetConnectionStringAsync(ResourceNames.Chain, RunningGraph.Token))!)
            .GetBlockNumberAsync(RunningGraph.Token);
        await notifications.WaitForResourceAsync(ResourceNames.Indexer, e => ProcessId(e) is var id && id > 0 && id != processId, RunningGraph.Token);
        await notifications.WaitForResourceHealthyAsync(ResourceNames.Indexer, RunningGraph.Token);

        // Without this, the rows from before the kill would do.
        await WaitUntilCursorPassesAsync(killedAt);

        var (exitCode, output) = await ChainComparison.RunAsync(graph.App, RunningGraph.Token);
        Assert.True(exitCode == 0, output);
    }

    async Task WaitUntilCursorPassesAsync(long blockNumber)
    {
        var token = RunningGraph.Token;
        await using var database = NpgsqlDataSource.Create((await graph.App.GetConnectionStringAsync(ResourceNames.Database, token))!);
        await using var command = database.CreateCommand("select block_number from sync_cursor");
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        long? cursor = null;
        try
        {
            while ((cursor = (long?)await command.ExecuteScalarAsync(token)) is null || cursor <= blockNumber)
                await timer.WaitForNextTickAsync(token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The cursor stands at block {cursor}; the indexer was killed at block {blockNumber}.");
        }
    }

    static int ProcessId(ResourceEvent change) =>
        change.Snapshot.Properties.FirstOrDefault(p => p.Name == ProcessIdProperty)?.Value is int id ? id : 0;
}
