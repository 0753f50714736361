using System.Diagnostics;
using ReFlow.Hosting.Guardian;
using ReFlow.Hosting.Tests.SecondHost;

namespace ReFlow.Hosting.Tests.Guardian;

public sealed class ProcessGuardianTests
{
    [Fact]
    public async Task Watched_process_and_its_children_end_when_the_pipe_closes()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var guardian = await ProcessGuardian.StartAsync(cancellation);
        using var parent = Shell("sleep 300 & echo $!; wait");
        var childId = int.Parse((await parent.StandardOutput.ReadLineAsync(cancellation))!, null);
        guardian.Watch(parent);

        await guardian.DisposeAsync();

        await parent.WaitForExitAsync(cancellation).WaitAsync(TimeSpan.FromSeconds(20), cancellation);
        await Eventually.IsTrueAsync(() => !IsRunning(childId), "the grandchild ends", cancellation);
        await Eventually.IsTrueAsync(() => !IsRunning(guardian.ProcessId), "the guardian ends", cancellation);
    }

    [Fact]
    public async Task Children_of_a_watched_process_do_not_get_its_stop_signal()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var guardian = await ProcessGuardian.StartAsync(cancellation);
        using var parent = Shell("(trap 'echo signalled' TERM; echo ready; while true; do sleep 0.1; done) & wait");
        await parent.StandardOutput.ReadLineAsync(cancellation);
        guardian.Watch(parent);

        await guardian.DisposeAsync();

        // The output ends when the child, which holds it open, is killed.
        Assert.Equal("", await parent.StandardOutput.ReadToEndAsync(cancellation).WaitAsync(TimeSpan.FromSeconds(20), cancellation));
    }

    [Fact]
    public async Task Watched_process_ends_when_the_host_is_killed()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var host = HostProcess.Start(HostRole.Guard);
        var childId = int.Parse(await host.FirstLineAsync(), null);
        Assert.True(IsRunning(childId));

        host.Kill();

        await Eventually.IsTrueAsync(() => !IsRunning(childId), "the child of the killed host ends", cancellation);
    }

    [Fact]
    public async Task Group_of_a_watched_process_ends_though_the_process_itself_has_ended()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var guardian = await ProcessGuardian.StartAsync(cancellation);
        using var leader = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", "sleep 300 > /dev/null & echo $!; read line"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var childId = int.Parse((await leader.StandardOutput.ReadLineAsync(cancellation))!, null);
        guardian.Watch(leader);
        leader.StandardInput.Close();
        await leader.WaitForExitAsync(cancellation);
        Assert.True(IsRunning(childId));

        await guardian.DisposeAsync();

        await Eventually.IsTrueAsync(() => !IsRunning(childId), "the child that the process left behind ends", cancellation);
    }

    [Fact]
    public async Task Process_that_ignores_the_stop_signal_is_killed()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var guardian = await ProcessGuardian.StartAsync(cancellation);
        using var stubborn = Shell("trap '' TERM; echo ready; while true; do sleep 1; done");
        await stubborn.StandardOutput.ReadLineAsync(cancellation);
        guardian.Watch(stubborn);

        await guardian.DisposeAsync();

        await stubborn.WaitForExitAsync(cancellation).WaitAsync(TimeSpan.FromSeconds(20), cancellation);
    }

    [Fact]
    public async Task Forgotten_process_is_left_alone()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var guardian = await ProcessGuardian.StartAsync(cancellation);
        using var process = Shell("exec sleep 300");
        guardian.Watch(process);
        guardian.Forget(process);

        await guardian.DisposeAsync();
        await Eventually.IsTrueAsync(() => !IsRunning(guardian.ProcessId), "the guardian ends", cancellation);

        Assert.False(process.HasExited);
        process.Kill();
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task Guardian_ignores_signals_while_the_host_lives(string signal)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var guardian = await ProcessGuardian.StartAsync(cancellation);
        using var process = Shell("exec sleep 300");
        guardian.Watch(process);
        using (var kill = Shell($"kill -{signal} {guardian.ProcessId}"))
            await kill.WaitForExitAsync(cancellation);
        Assert.True(IsRunning(guardian.ProcessId));

        await guardian.DisposeAsync();

        await process.WaitForExitAsync(cancellation).WaitAsync(TimeSpan.FromSeconds(20), cancellation);
    }

    static Process Shell(string script) => Process.Start(new ProcessStartInfo("/bin/sh")
    {
        ArgumentList = { "-c", script },
        UseShellExecute = false,
        RedirectStandardOutput = true,
    })!;

    // A zombie that nobody reaps has ended.
    static bool IsRunning(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/stat").Split(')')[^1].TrimStart()[0] != 'Z';
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
