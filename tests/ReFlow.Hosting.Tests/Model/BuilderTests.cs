using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Testing;

namespace ReFlow.Hosting.Tests.Model;

public sealed class BuilderTests
{
    [Theory]
    [InlineData("9lives")]
    [InlineData("a--b")]
    [InlineData("a-")]
    [InlineData("a_b")]
    [InlineData("")]
    public void Name_against_the_rule_is_refused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => new ServiceLikeResource(name));

    [Fact]
    public void Name_that_is_taken_is_refused()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddParameter("api", "1");
        var error = Assert.Throws<DistributedApplicationException>(() => builder.AddShell("Api", "true"));
        Assert.Equal("Cannot add the ExecutableResource 'Api': there is a ParameterResource 'api' already.", error.Message);
    }

    [Fact]
    public void Resource_cannot_wait_for_itself()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        var shell = builder.AddShell("service", "true");
        Assert.Throws<DistributedApplicationException>(() => shell.WaitFor(shell));
    }

    [Fact]
    public async Task Client_of_a_wrong_name_is_an_argument_error_that_lists_the_names()
    {
        await using var app = await TestGraph.StartAsync(builder => builder.AddWebServer("web").WithHttpHealthCheck());
        var error = Assert.Throws<ArgumentException>(() => app.CreateHttpClient("wbe"));
        Assert.Contains("There is no resource 'wbe'; there are: web.", error.Message, StringComparison.Ordinal);

        await app.ResourceNotifications.WaitForResourceHealthyAsync("web", TestGraph.Token);
        using var client = app.CreateHttpClient("web");
        Assert.Equal("ok", await client.GetStringAsync("/", TestGraph.Token));
    }

    [Fact]
    public async Task Accessors_throw_before_the_start()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddWebServer("web");
        await using var app = await builder.BuildAsync(TestGraph.Token);
        Assert.Throws<InvalidOperationException>(() => app.GetEndpoint("web"));
    }

    [Fact]
    public async Task Command_runs_and_its_failure_is_an_answer()
    {
        await using var app = await TestGraph.StartAsync(builder => builder.AddShell("chain", "exec sleep 1000")
            .WithCommand("mine", "Mine a block", _ => Task.FromResult(CommandResults.Success("block 2")))
            .WithCommand("fail", "Fail", _ => throw new InvalidOperationException("no peers")));

        Assert.Equal("block 2", (await app.ResourceCommands.ExecuteCommandAsync("chain", "mine", TestGraph.Token)).Message);
        var failed = await app.ResourceCommands.ExecuteCommandAsync("chain", "fail", TestGraph.Token);
        Assert.Equal((false, "no peers"), (failed.Success, failed.Message));
        var unknown = await app.ResourceCommands.ExecuteCommandAsync("chain", "burn", TestGraph.Token);
        Assert.Equal("'chain' has no command 'burn'; it has: mine, fail, start, stop, restart.", unknown.Message);
    }

    [Fact]
    public async Task Custom_resource_runs_itself()
    {
        await using var app = await TestGraph.StartAsync(builder => builder.AddResource(new ServiceLikeResource("clock"))
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "Clock", Properties = [], State = KnownResourceStates.Starting })
            .OnInitializeResource(async (clock, initialize, ct) =>
            {
                await initialize.Eventing.PublishAsync(new BeforeResourceStartedEvent(clock, initialize.Services), ct);
                await initialize.Notifications.PublishUpdateAsync(clock, s => s with { State = KnownResourceStates.Running });
            }));

        var ready = await app.ResourceNotifications.WaitForResourceHealthyAsync("clock", TestGraph.Token);
        Assert.Equal("Clock", ready.Snapshot.ResourceType);
    }

    [Theory]
    [InlineData("--rest", "--rest")]
    [InlineData("--reset --no-demo --random-ports", null)]
    [InlineData("--ConnectionStrings:reflow=Host=x", null)]
    [InlineData("--Logging:LogLevel:Default Debug --reset", null)]
    [InlineData("publish", "publish")]
    public void Switch_that_nobody_knows_is_found(string commandLine, string? unknown) =>
        Assert.Equal(unknown, HostCommandLine.FirstUnknown(commandLine.Split(' ')));
}
