using System.Globalization;
using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Tests.Lifecycle;

public sealed class StopTests
{
    [Fact]
    public async Task Dependents_stop_before_what_they_depend_on()
    {
        var app = await TestGraph.StartAsync(builder =>
        {
            var server = builder.AddShell("server", "trap 'exit 0' TERM; echo ready; while :; do sleep 0.05; done");
            builder.AddShell("client", "trap 'sleep 0.3; exit 0' TERM; echo ready; while :; do sleep 0.05; done").WaitFor(server);
        });
        foreach (var name in (string[])["server", "client"])
            await app.WaitForLineAsync(name, l => l == "ready");

        await app.StopAsync(TestGraph.Token);
        var (client, server) = (app.Snapshot("client"), app.Snapshot("server"));
        await app.DisposeAsync();
        Assert.Equal((0, 0), (client.ExitCode, server.ExitCode));
        Assert.True(server.StopTimeStamp >= client.StopTimeStamp, "the server stopped before its client");
    }

    [Fact]
    public async Task Program_that_ignores_the_signal_is_killed_with_all_that_it_started()
    {
        var app = await TestGraph.StartAsync(builder => builder.AddResource(new ExecutableResource("stubborn", "sh", ".")).WithProcess(_ => Task.FromResult(new ProcessStartSpec
        {
            FileName = "sh",
            Arguments = ["-c", "trap '' TERM; sleep 1000 & echo child $!; wait; sleep 1000"],
            WorkingDirectory = "/",
            StopGracePeriod = TimeSpan.FromMilliseconds(300),
        })));
        var line = await app.WaitForLineAsync("stubborn", l => l.StartsWith("child ", StringComparison.Ordinal));
        var (parent, child) = (app.ProcessId("stubborn"), int.Parse(line.AsSpan(6), CultureInfo.InvariantCulture));
        Assert.True(TestGraph.IsAlive(parent) && TestGraph.IsAlive(child));

        await app.DisposeAsync();
        await TestGraph.EventuallyAsync(() => !TestGraph.IsAlive(parent) && !TestGraph.IsAlive(child), "no process is left");
    }

    [Fact]
    public async Task Child_runs_in_a_session_of_its_own()
    {
        await using var app = await TestGraph.StartAsync(builder => builder.AddShell("service", "exec sleep 1000"));
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service", TestGraph.Token);

        var id = app.ProcessId("service");
        await TestGraph.EventuallyAsync(() => GroupAndSession(id) == (id, id), "the process leads its group and session");
    }

    static (int Group, int Session) GroupAndSession(int processId)
    {
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (int.Parse(fields[2], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Circle_of_references_does_not_hinder_the_stop()
    {
        var app = await TestGraph.StartAsync(builder =>
        {
            var first = builder.AddWebServer("first");
            var second = builder.AddWebServer("second").WithReference(first.GetEndpoint("http"));
            first.WithReference(second.GetEndpoint("http"));
        });
        await app.ResourceNotifications.WaitForResourceHealthyAsync("first", TestGraph.Token);
        await app.StopAsync(TestGraph.Token).WaitAsync(TestGraph.Patience, TestGraph.Token);
        Assert.Equal("Exited", app.Snapshot("first").State?.Text);
        await app.DisposeAsync();
    }
}
