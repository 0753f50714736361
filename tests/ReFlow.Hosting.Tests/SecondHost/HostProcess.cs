using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ReFlow.Hosting.ProjectLaunch;

namespace ReFlow.Hosting.Tests.SecondHost;

/// <summary>This test assembly, started again as a host, so that a test may signal it, kill it, or run it under another account.</summary>
sealed class HostProcess : IAsyncDisposable
{
    readonly ConcurrentQueue<string> _output = new();
    readonly ConcurrentQueue<string> _error = new();
    readonly Process _process;

    HostProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Keep(_output, e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(_error, e.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    internal int Id => _process.Id;

    internal IReadOnlyList<string> Output => [.. _output];

    internal IReadOnlyList<string> Error => [.. _error];

    /// <param name="role">One of <see cref="HostRole"/>'s.</param>
    /// <param name="folder">The role's folder.</param>
    /// <param name="tools">A folder of programs that come before those on the PATH.</param>
    /// <param name="isUnprivileged">Runs it under an account that file modes bind: another one when this is root's.</param>
    internal static HostProcess Start(string role, string folder = "", string? tools = null, bool isUnprivileged = false)
    {
        string[] command =
        [
            // The host is alone in its group, as at a terminal, and heeds Ctrl+C: background jobs of shells, and what they start, ignore it.
            .. OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "setsid"] : Array.Empty<string>(),
            .. isUnprivileged ? Unprivileged.Launcher() : [],
            DotnetExecutable.Path, "exec", typeof(HostProcess).Assembly.Location,
        ];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[HostRole.RoleVariable] = role;
        start.Environment[HostRole.FolderVariable] = folder;
        if (tools is not null)
            start.Environment["PATH"] = tools + Path.PathSeparator + start.Environment["PATH"];
        return new HostProcess(start);
    }

    internal void Kill() => _process.Kill(entireProcessTree: false);

    /// <summary>Sends a signal to the host alone, as a supervisor does.</summary>
    internal Task SignalAsync(string signal) => SignalAsync(signal, Id);

    /// <summary>Sends a signal to the host's whole group, as a terminal does.</summary>
    internal Task SignalGroupAsync(string signal) => SignalAsync(signal, -Id);

    internal async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(TestGraph.Token);
        return _process.ExitCode;
    }

    internal async Task<string> FirstLineAsync()
    {
        await TestGraph.EventuallyAsync(() => !_output.IsEmpty || _process.HasExited, "the host prints a line");
        return _output.TryPeek(out var line) ? line : throw new InvalidOperationException(string.Join(Environment.NewLine, _error));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    static async Task SignalAsync(string signal, int target)
    {
        using var kill = Process.Start("/bin/kill", ["-s", signal, "--", target.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestGraph.Token);
        Assert.Equal(0, kill.ExitCode);
    }

    static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
