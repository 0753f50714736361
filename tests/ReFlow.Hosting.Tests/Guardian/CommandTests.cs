using System.Globalization;
using ReFlow.Hosting.Tests.SecondHost;

namespace ReFlow.Hosting.Tests.Guardian;

/// <summary>Commands that the host waits for are its children as much as the services are.</summary>
public sealed class CommandTests
{
    // The grandchild is written down first: once npm is, both are there.
    const string EndlessNpm = "sleep 300 & echo $! > grandchild; echo $$ > npm.new; mv npm.new npm; wait";

    [Fact]
    public async Task Npm_and_what_it_started_end_when_the_host_is_killed()
    {
        using var repository = await OwnRepository.CreateAsync(EndlessNpm);
        await using var host = HostProcess.Start(HostRole.Npm, repository.Root, repository.Tools);
        var (npm, grandchild) = await RunningAsync(repository);

        host.Kill();

        await TestGraph.EventuallyAsync(() => !TestGraph.IsAlive(npm) && !TestGraph.IsAlive(grandchild), "npm and its child end");
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Npm_and_what_it_started_have_ended_when_a_signal_has_stopped_the_host(string signal)
    {
        using var repository = await OwnRepository.CreateAsync(EndlessNpm);
        await using var host = HostProcess.Start(HostRole.Npm, repository.Root, repository.Tools);
        var (npm, grandchild) = await RunningAsync(repository);

        await host.SignalAsync(signal);

        Assert.Equal(0, await host.WaitForExitAsync());
        Assert.False(TestGraph.IsAlive(npm) || TestGraph.IsAlive(grandchild), "npm outlived the host");
        Assert.Empty(host.Error);
        Assert.EndsWith("Stopped.", host.Output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupt_of_the_terminal_is_not_taken_for_a_failure_of_npm()
    {
        using var repository = await OwnRepository.CreateAsync("echo x >> attempts; " + EndlessNpm);
        await using var host = HostProcess.Start(HostRole.Npm, repository.Root, repository.Tools);
        await RunningAsync(repository);

        await host.SignalGroupAsync("INT");

        Assert.Equal(0, await host.WaitForExitAsync());
        Assert.Empty(host.Error);
        Assert.Single(await File.ReadAllLinesAsync(repository.In("attempts"), TestGraph.Token));
    }

    static async Task<(int Npm, int Grandchild)> RunningAsync(OwnRepository repository)
    {
        await TestGraph.EventuallyAsync(() => File.Exists(repository.In("npm")), "npm runs");
        var ids = (Npm: Read("npm"), Grandchild: Read("grandchild"));
        Assert.True(TestGraph.IsAlive(ids.Npm) && TestGraph.IsAlive(ids.Grandchild));
        return ids;

        int Read(string name) => int.Parse(File.ReadAllText(repository.In(name)), CultureInfo.InvariantCulture);
    }
}
