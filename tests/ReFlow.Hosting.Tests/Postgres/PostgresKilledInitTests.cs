using Npgsql;
using ReFlow.Hosting.Processes;
using ReFlow.Hosting.Testing;
using ReFlow.Hosting.Tests.SecondHost;

namespace ReFlow.Hosting.Tests.Postgres;

public sealed class PostgresKilledInitTests : IDisposable
{
    const int Halt = 19; // SIGSTOP on Linux

    readonly string _folder = Directory.CreateTempSubdirectory("reflow-initdb-").FullName;

    string ServerFolder => Path.Combine(_folder, ".reflow", "postgres");

    [Fact]
    public async Task Initdb_ends_with_a_killed_host_and_the_next_start_begins_anew()
    {
        await using var host = await StartInitAsync();
        // Left alone, initdb would come to its own end before long; halted, it goes only when it is killed.
        var initdb = InitProcesses(host);
        initdb.ForEach(id => UnixSignal.Send(id, Halt));
        var started = ProcessTree.Below(host.Id);
        try
        {
            host.Kill();
            await TestGraph.EventuallyAsync(() => !started.Exists(TestGraph.IsAlive), "initdb, what it started, and the guardian end");
        }
        finally
        {
            initdb.ForEach(id => UnixSignal.Send(id, UnixSignal.Kill));
        }

        Assert.False(Directory.Exists(Path.Combine(ServerFolder, "data")));
        await using var app = await TestGraph.StartAsync(
            builder => builder.AddPostgres("postgres").AddDatabase("reflow"), $"--{HostConfiguration.StateDirectory}={Path.Combine(_folder, ".reflow")}");
        await app.ResourceNotifications.WaitForResourceHealthyAsync("reflow", TestGraph.Token);
        await using var connection = new NpgsqlConnection($"{await app.GetConnectionStringAsync("reflow", TestGraph.Token)};Pooling=false");
        await connection.OpenAsync(TestGraph.Token);
        Assert.Equal(["data"], Directory.EnumerateDirectories(ServerFolder).Select(Path.GetFileName));
        Assert.False(File.Exists(Path.Combine(ServerFolder, "initdb-password")));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Initdb_has_ended_when_a_signal_has_stopped_the_host(string signal)
    {
        await using var host = await StartInitAsync();
        var initdb = InitProcesses(host);

        await host.SignalAsync(signal);

        Assert.Equal(0, await host.WaitForExitAsync());
        Assert.DoesNotContain(initdb, TestGraph.IsAlive);
        Assert.Empty(host.Error);
        Assert.False(File.Exists(Path.Combine(ServerFolder, "initdb-password")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    async Task<HostProcess> StartInitAsync()
    {
        var host = HostProcess.Start(HostRole.Postgres, _folder);
        await TestGraph.EventuallyAsync(
            () => Directory.Exists(ServerFolder) && Directory.EnumerateDirectories(ServerFolder, "base", SearchOption.AllDirectories).Any(), "initdb is at work");
        Assert.Contains(ProcessTree.Below(host.Id), id => ProcessTree.CommandLine(id).Contains("initdb", StringComparison.Ordinal));
        return host;
    }

    static List<int> InitProcesses(HostProcess host) => ProcessTree.Below(host.Id)
        .Where(id => !ProcessTree.CommandLine(id).StartsWith("reflow-guardian", StringComparison.Ordinal)).ToList();
}
