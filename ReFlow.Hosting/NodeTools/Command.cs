using System.Diagnostics;
using System.Text;
using ReFlow.Hosting.Guardian;
using ReFlow.Hosting.Processes;

namespace ReFlow.Hosting.NodeTools;

/// <summary>Runs a short-lived command to its end and captures what it says.</summary>
static class Command
{
    /// <summary>Full path of an executable on the PATH, or null.</summary>
    /// <param name="name">Its name without ending.</param>
    /// <param name="path">Another PATH than the environment's.</param>
    public static string? Find(string name, string? path = null)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        return (path ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, name + ending)))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Runs a command under the guardian, which kills it with all its descendants when the host is killed.</summary>
    /// <param name="fileName">Full path of the executable.</param>
    /// <param name="arguments">Arguments, passed without a shell.</param>
    /// <param name="workingDirectory">Null for the current directory.</param>
    /// <param name="onLine">Called for every line of either stream.</param>
    /// <param name="cancellationToken">Kills the command with all its descendants, and waits until it has ended.</param>
    public static async Task<CommandResult> RunAsync(
        string fileName,
        IReadOnlyList<string> arguments,
        string? workingDirectory,
        Action<string>? onLine = null,
        CancellationToken cancellationToken = default) =>
        await RunAsync(await HostGuardian.GetAsync(cancellationToken), fileName, arguments, workingDirectory, onLine, cancellationToken);

    /// <summary>Runs a command that the guardian itself depends on; it must end by itself at once.</summary>
    internal static Task<CommandResult> RunUnguardedAsync(string fileName, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(guardian: null, fileName, arguments, workingDirectory: null, onLine: null, cancellationToken);

    static async Task<CommandResult> RunAsync(
        ProcessGuardian? guardian, string fileName, IReadOnlyList<string> arguments, string? workingDirectory, Action<string>? onLine,
        CancellationToken cancellationToken)
    {
        var (program, wrapped) = OwnSession.Wrap(fileName, arguments);
        var startInfo = new ProcessStartInfo(program, wrapped)
        {
            WorkingDirectory = workingDirectory ?? "",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(startInfo) ?? throw new DistributedApplicationException($"{fileName} did not start.");
        // A command is done as a whole or not at all, so there is nothing to ask of it first; the sooner it is gone, the less it
        // disturbs the next start.
        guardian?.Watch(process, "SIGKILL");
        try
        {
            process.StandardInput.Close();
            var output = ReadAsync(process.StandardOutput, onLine, cancellationToken);
            var error = ReadAsync(process.StandardError, onLine, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            // What it left behind would hold its streams open.
            OwnSession.KillGroup(process.Id);
            return new CommandResult(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                OwnSession.KillTree(process);
                await process.WaitForExitAsync(CancellationToken.None);
            }

            guardian?.Forget(process);
        }
    }

    static async Task<string> ReadAsync(StreamReader reader, Action<string>? onLine, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            text.AppendLine(line);
            onLine?.Invoke(line);
        }

        return text.ToString();
    }
}

/// <summary>How a command ended and what it said.</summary>
sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Both streams, trimmed.</summary>
    public string Combined => (Output + Error).Trim();
}
