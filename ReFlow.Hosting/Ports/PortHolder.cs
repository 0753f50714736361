using System.Globalization;
using ReFlow.Hosting.NodeTools;

namespace ReFlow.Hosting.Ports;

/// <summary>The process that listens on a port.</summary>
/// <param name="ProcessId">Its process id.</param>
/// <param name="Name">Its short name.</param>
/// <param name="CommandLine">How it was started; empty when that cannot be seen.</param>
public sealed record PortHolder(int ProcessId, string Name, string CommandLine)
{
    const int LongestCommandLine = 120;

    /// <summary>Process id, name and command line for a message.</summary>
    public override string ToString()
    {
        var commandLine = CommandLine.Length > LongestCommandLine ? CommandLine[..LongestCommandLine] + "…" : CommandLine;
        return $"process {ProcessId.ToString(CultureInfo.InvariantCulture)} ({Name}{(commandLine.Length == 0 ? "" : ": " + commandLine)})";
    }

    /// <summary>Finds who listens on a port; null when nobody does or the account may not see it.</summary>
    public static Task<PortHolder?> FindAsync(int port, CancellationToken cancellationToken = default) =>
        OperatingSystem.IsLinux() ? Task.FromResult(LinuxPortTable.FindHolder(port))
        : OperatingSystem.IsWindows() ? AskWindowsAsync(port, cancellationToken)
        : AskLsofAsync(port, cancellationToken);

    static async Task<PortHolder?> AskLsofAsync(int port, CancellationToken cancellationToken)
    {
        const string Lsof = "/usr/sbin/lsof";
        if (!File.Exists(Lsof))
            return null;
        var listening = await Command.RunAsync(
            Lsof, ["-nP", string.Create(CultureInfo.InvariantCulture, $"-iTCP:{port}"), "-sTCP:LISTEN", "-t"], null, cancellationToken: cancellationToken);
        var processId = listening.Output.Split('\n')[0].Trim();
        if (!int.TryParse(processId, CultureInfo.InvariantCulture, out var id))
            return null;
        var process = await Command.RunAsync("/bin/ps", ["-o", "comm=,args=", "-p", processId], null, cancellationToken: cancellationToken);
        var words = process.Output.Trim().Split(' ', 2);
        return new PortHolder(id, Path.GetFileName(words[0]), words.Length > 1 ? words[1].Trim() : "");
    }

    static async Task<PortHolder?> AskWindowsAsync(int port, CancellationToken cancellationToken)
    {
        var script = string.Create(
            CultureInfo.InvariantCulture,
            $"$p = (Get-NetTCPConnection -State Listen -LocalPort {port})[0].OwningProcess; \"$p $((Get-Process -Id $p).ProcessName)\"");
        var powershell = Path.Combine(Environment.SystemDirectory, "WindowsPowerShell", "v1.0", "powershell.exe");
        var answer = await Command.RunAsync(powershell, ["-NoProfile", "-Command", script], null, cancellationToken: cancellationToken);
        var words = answer.Output.Trim().Split(' ', 2);
        return words.Length == 2 && int.TryParse(words[0], CultureInfo.InvariantCulture, out var id) ? new PortHolder(id, words[1], "") : null;
    }
}
