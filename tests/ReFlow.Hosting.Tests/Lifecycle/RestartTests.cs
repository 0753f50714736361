using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Processes;

namespace ReFlow.Hosting.Tests.Lifecycle;

public sealed class RestartTests
{
    [Fact]
    public async Task Crashed_service_restarts_and_shows_exit_code_and_count()
    {
        await using var app = await TestGraph.StartAsync(builder => builder.AddShell("service", "echo 'out of cheese'; exit 7"));

        var first = await app.WaitForAsync("service", s => s.State?.Text == KnownResourceStates.Restarting);
        Assert.Equal(7, first.Snapshot.ExitCode);
        Assert.Equal(1, first.Snapshot.Property(KnownProperties.RestartCount));
        Assert.Equal("ended with exit code 7; restart 1 in 1 s", first.Snapshot.Property(KnownProperties.Error));

        await app.WaitForAsync("service", s => s.Property(KnownProperties.RestartCount) is 2);
        Assert.Equal(2, app.Lines("service").Count(l => l == "out of cheese"));
    }

    [Fact]
    public async Task Killed_service_comes_back_healthy_under_another_process_id()
    {
        await using var app = await TestGraph.StartAsync(builder => builder.AddWebServer("web").WithHttpHealthCheck("/"));
        await app.ResourceNotifications.WaitForResourceHealthyAsync("web", TestGraph.Token);
        var before = app.ProcessId("web");

        Process.GetProcessById(before).Kill();
        var restarting = await app.WaitForAsync("web", s => s.State?.Text == KnownResourceStates.Restarting);
        Assert.Equal(137, restarting.Snapshot.ExitCode);

        await app.ResourceNotifications.WaitForResourceHealthyAsync("web", TestGraph.Token);
        Assert.NotEqual(before, app.ProcessId("web"));
        Assert.Equal(1, app.Snapshot("web").Property(KnownProperties.RestartCount));
    }

    [Fact]
    public async Task Service_that_ends_with_zero_is_finished()
    {
        await using var app = await TestGraph.StartAsync(builder => builder.AddShell("job", "true"));
        await app.WaitForAsync("job", s => s.State?.Text == KnownResourceStates.Finished);
    }

    [Fact]
    public async Task Service_with_an_endpoint_that_ends_with_zero_restarts()
    {
        await using var app = await TestGraph.StartAsync(builder => builder.AddShell("service", "true").WithHttpEndpoint());
        var restarting = await app.WaitForAsync("service", s => s.State?.Text is "Restarting" or "Finished");
        Assert.Equal(KnownResourceStates.Restarting, restarting.Snapshot.State?.Text);
        Assert.Equal("ended with exit code 0; restart 1 in 1 s", restarting.Snapshot.Property(KnownProperties.Error));
    }

    [Fact]
    public async Task Awaited_job_with_an_endpoint_is_finished()
    {
        await using var app = await TestGraph.StartAsync(builder =>
        {
            var job = builder.AddShell("job", "true").WithHttpEndpoint();
            builder.AddShell("service", "exec sleep 1000").WaitForCompletion(job);
        });
        await app.WaitForAsync("service", s => s.State?.Text == KnownResourceStates.Running);
        Assert.Equal(KnownResourceStates.Finished, app.Snapshot("job").State?.Text);
    }

    [Fact]
    public async Task Restart_command_replaces_the_process()
    {
        await using var app = await TestGraph.StartAsync(builder => builder.AddShell("service", "exec sleep 1000"));
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service", TestGraph.Token);
        var before = app.ProcessId("service");

        Assert.True((await app.ResourceCommands.ExecuteCommandAsync("service", KnownResourceCommands.RestartCommand, TestGraph.Token)).Success);
        await app.WaitForAsync("service", s => s.Property(KnownProperties.ProcessId) is int id && id != before);
        Assert.False(TestGraph.IsAlive(before));
    }

    [Fact]
    public async Task Stop_command_during_the_pause_of_a_restart_ends_it()
    {
        await using var app = await TestGraph.StartAsync(builder => builder.AddShell("service", "exit 1"));
        await app.WaitForAsync("service", s => s.Property(KnownProperties.RestartCount) is 2);

        await app.ResourceCommands.ExecuteCommandAsync("service", KnownResourceCommands.StopCommand, TestGraph.Token);
        Assert.Equal(KnownResourceStates.Exited, app.Snapshot("service").State?.Text);
        Assert.Contains("does not run", (await app.ResourceCommands.ExecuteCommandAsync("service", "stop", TestGraph.Token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pause_doubles_up_to_thirty_seconds_and_is_forgotten_after_a_minute_of_running()
    {
        var time = new FakeTimeProvider();
        var backoff = new RestartBackoff(time);

        Assert.Equal([1, 2, 4, 8, 16, 30, 30], Enumerable.Range(0, 7).Select(_ => backoff.Next(time.GetTimestamp()).TotalSeconds));

        var started = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(1, backoff.Next(started).TotalSeconds);
    }
}
