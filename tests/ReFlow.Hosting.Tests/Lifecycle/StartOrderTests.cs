using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Tests.Lifecycle;

public sealed class StartOrderTests
{
    [Fact]
    public async Task Resource_that_waits_starts_only_after_its_dependency_is_healthy()
    {
        var isHealthy = false;
        await using var app = await TestGraph.StartAsync(builder =>
        {
            builder.Services.AddHealthChecks().AddCheck("gate", () => isHealthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("the gate is shut"));
            var server = builder.AddShell("server", "exec sleep 1000").WithHealthCheck("gate");
            builder.AddShell("client", "exec sleep 1000").WaitFor(server);
        });

        var waiting = await app.WaitForAsync("client", s => s.Property(KnownProperties.WaitingFor) is string reason && reason.Contains("the gate is shut", StringComparison.Ordinal));
        Assert.Equal("Waiting", waiting.Snapshot.State?.Text);
        Assert.Contains("server to be healthy (is Running, unhealthy (gate: the gate is shut))", (string?)waiting.Snapshot.Property(KnownProperties.WaitingFor), StringComparison.Ordinal);

        isHealthy = true;
        await app.ResourceNotifications.WaitForResourceHealthyAsync("client", TestGraph.Token);
        Assert.Null(app.Snapshot("client").Property(KnownProperties.WaitingFor));
    }

    [Fact]
    public async Task Ready_handler_runs_once_and_holds_back_those_who_wait()
    {
        var calls = 0;
        var release = new TaskCompletionSource();
        await using var app = await TestGraph.StartAsync(builder =>
        {
            var server = builder.AddShell("server", "exec sleep 1000").OnResourceReady(async (_, _, ct) =>
            {
                Interlocked.Increment(ref calls);
                await release.Task.WaitAsync(ct);
            });
            builder.AddShell("client", "exec sleep 1000").WaitFor(server);
        });

        await app.WaitForAsync("server", s => s.State?.Text == "Running");
        await TestGraph.EventuallyAsync(() => Volatile.Read(ref calls) == 1, "the handler was called");
        Assert.Equal("Waiting", app.Snapshot("client").State?.Text);
        release.SetResult();
        await app.ResourceNotifications.WaitForResourceHealthyAsync("client", TestGraph.Token);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Run_once_resource_that_succeeds_lets_the_next_start()
    {
        await using var app = await TestGraph.StartAsync(builder =>
        {
            var migrator = builder.AddShell("migrator", "echo migrated");
            builder.AddShell("service", "exec sleep 1000").WaitForCompletion(migrator);
        });

        await app.ResourceNotifications.WaitForResourceHealthyAsync("service", TestGraph.Token);
        Assert.Equal("Finished", app.Snapshot("migrator").State?.Text);
        Assert.Equal(0, app.Snapshot("migrator").ExitCode);
        Assert.Contains("migrated", app.Lines("migrator"));
    }

    [Fact]
    public async Task Run_once_resource_that_fails_is_not_restarted_and_the_next_says_why_it_cannot_start()
    {
        await using var app = await TestGraph.StartAsync(builder =>
        {
            var migrator = builder.AddShell("migrator", "echo 'relation \"loans\" exists already' >&2; exit 3");
            builder.AddShell("service", "exec sleep 1000").WaitForCompletion(migrator);
        });

        var failed = await app.WaitForAsync("service", s => s.State?.Text == "FailedToStart");
        var error = (string)failed.Snapshot.Property(KnownProperties.Error)!;
        Assert.Contains("'service' cannot start: it waits for 'migrator' (finished with exit code 0)", error, StringComparison.Ordinal);
        Assert.Contains("exit code 3: relation \"loans\" exists already", error, StringComparison.Ordinal);
        Assert.Equal("Exited", app.Snapshot("migrator").State?.Text);
        Assert.Equal(0, app.Snapshot("migrator").Property(KnownProperties.RestartCount));
    }

    [Fact]
    public async Task Dependency_that_cannot_start_keeps_those_waiting_who_chose_to_wait()
    {
        await using var app = await TestGraph.StartAsync(builder =>
        {
            var broken = builder.AddExecutable("broken", "no-such-program", ".");
            builder.AddShell("patient", "exec sleep 1000").WaitFor(broken, WaitBehavior.WaitOnResourceUnavailable);
        });

        var waiting = await app.WaitForAsync("patient", s => s.Property(KnownProperties.WaitingFor) is string reason && reason.Contains("FailedToStart", StringComparison.Ordinal));
        Assert.Equal("Waiting", waiting.Snapshot.State?.Text);
        Assert.Equal("'broken' cannot start: the program 'no-such-program' was not found.", app.Snapshot("broken").Property(KnownProperties.Error));
    }

    [Fact]
    public async Task Wait_of_a_test_that_ends_by_its_token_says_what_it_saw_last()
    {
        await using var app = await TestGraph.StartAsync(builder =>
        {
            builder.Services.AddHealthChecks().AddCheck("gate", () => HealthCheckResult.Unhealthy("the gate is shut"));
            builder.AddShell("server", "exec sleep 1000").WithHealthCheck("gate");
        });

        await app.WaitForAsync("server", s => s.HealthReports.Any(r => r.Status is HealthStatus.Unhealthy));
        using var brief = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.ResourceNotifications.WaitForResourceHealthyAsync("server", brief.Token));
        Assert.Equal("Gave up waiting for 'server' to become healthy. It is Running, unhealthy (gate: the gate is shut).", error.Message);
    }

    [Fact]
    public async Task Explicit_start_waits_for_the_command()
    {
        await using var app = await TestGraph.StartAsync(builder => builder.AddShell("demo", "exec sleep 1000").WithExplicitStart());

        Assert.Equal("NotStarted", app.Snapshot("demo").State?.Text);
        Assert.True((await app.ResourceCommands.ExecuteCommandAsync("demo", KnownResourceCommands.StartCommand, TestGraph.Token)).Success);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("demo", TestGraph.Token);
    }

    [Fact]
    public async Task Child_resource_runs_while_its_parent_does()
    {
        await using var app = await TestGraph.StartAsync(builder =>
        {
            var server = builder.AddShell("server", "exec sleep 1000");
            var database = builder.AddResource(new ChildResource("database", server.Resource));
            builder.AddShell("client", "exec sleep 1000").WaitFor(database);
        });

        await app.ResourceNotifications.WaitForResourceHealthyAsync("client", TestGraph.Token);
        await app.ResourceCommands.ExecuteCommandAsync("server", KnownResourceCommands.StopCommand, TestGraph.Token);
        await app.WaitForAsync("database", s => s.State?.Text == "Exited");
    }

    sealed class ChildResource(string name, ExecutableResource parent) : Resource(name), IResourceWithParent<ExecutableResource>
    {
        public ExecutableResource Parent { get; } = parent;
    }
}
