using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace ReFlow.Graph.Tests;

/// <summary>The built AppHost as a process of its own, as <c>dotnet run</c> would start it.</summary>
sealed class HostProcess : IAsyncDisposable
{
    readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("reflow-graph-");
    readonly ConcurrentQueue<string> _lines = new();
    readonly Process _process;

    HostProcess(Process process) => _process = process;

    internal int Id => _process.Id;

    internal string Output => string.Join(Environment.NewLine, _lines);

    internal static HostProcess Start(params string[] args)
    {
        var start = Dotnet();
        (start.UseShellExecute, start.RedirectStandardOutput, start.RedirectStandardError) = (false, true, true);
        var process = new Process { StartInfo = start };
        var host = new HostProcess(process);
        foreach (var argument in (string[])["exec", typeof(Projects.ReFlow_AppHost).Assembly.Location, "--random-ports", $"--ReFlow:Host:StateDirectory={host._state.FullName}", .. args])
            start.ArgumentList.Add(argument);
        process.OutputDataReceived += (_, e) => host._lines.Enqueue(e.Data ?? "");
        process.ErrorDataReceived += (_, e) => host._lines.Enqueue(e.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return host;
    }

    // A background job of a non-interactive shell ignores SIGINT, and so do its children; the host under test starts as from a terminal.
    static ProcessStartInfo Dotnet() =>
        OperatingSystem.IsLinux() ? new("env", ["--default-signal=INT", "dotnet"]) : new ProcessStartInfo("dotnet");

    internal async Task<string> WaitForLineAsync(string text)
    {
        var line = "";
        await EventuallyAsync(
            () => _process.HasExited || (line = _lines.FirstOrDefault(l => l.Contains(text, StringComparison.Ordinal)) ?? "").Length > 0,
            () => $"'{text}' was not printed:{Environment.NewLine}{Output}");
        Assert.True(line.Length > 0, $"The host ended without printing '{text}':{Environment.NewLine}{Output}");
        return line;
    }

    internal async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(RunningGraph.Token);
        return _process.ExitCode;
    }

    internal void Kill() => _process.Kill(entireProcessTree: false);

    /// <summary>Sends a signal as a terminal or a supervisor does.</summary>
    internal async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(RunningGraph.Token);
    }

    /// <summary>Processes that the host started, however deep: their command line or environment names its state folder, or they descend from it.</summary>
    internal IReadOnlyList<int> Descendants()
    {
        var parents = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Select(id => (Id: id, Parent: ParentOf(id))).Where(p => p.Parent > 0).ToLookup(p => p.Parent, p => p.Id);
        var found = new List<int>();
        var open = new Queue<int>([Id]);
        while (open.TryDequeue(out var parent))
        {
            foreach (var child in parents[parent])
            {
                found.Add(child);
                open.Enqueue(child);
            }
        }

        return found;
    }

    internal static bool IsAlive(int processId) => ParentOf(processId) >= 0;

    /// <summary>The command line of a process; empty when it has just ended.</summary>
    internal static string CommandLineOf(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    internal static Task EventuallyAsync(Func<bool> condition, Func<string> failure) =>
        EventuallyAsync(() => Task.FromResult(condition()), failure);

    internal static async Task EventuallyAsync(Func<Task<bool>> condition, Func<string> failure)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var token = RunningGraph.Token;
        while (!await condition())
        {
            try
            {
                await timer.WaitForNextTickAsync(token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail(failure());
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await SignalAsync("TERM");
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        if (_state.Exists)
            _state.Delete(recursive: true);
    }

    /// <summary>The parent's id; -1 when the process is gone or a zombie.</summary>
    static int ParentOf(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? -1 : int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return -1; // it has just ended
        }
    }
}
