using System.Diagnostics;
using System.Text;

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

    /// <param name="fileName">Full path of the executable.</param>
    /// <param name="arguments">Arguments, passed without a shell.</param>
    /// <param name="workingDirectory">Null for the current directory.</param>
    /// <param name="environment">Variables to set; a null value removes one.</param>
    /// <param name="onLine">Called for every line of either stream.</param>
    /// <param name="cancellationToken">Ends the command with all its descendants.</param>
    public static async Task<CommandResult> RunAsync(
        string fileName,
        IEnumerable<string> arguments,
        string? workingDirectory,
        IReadOnlyDictionary<string, string?>? environment = null,
        Action<string>? onLine = null,
        CancellationToken cancellationToken = default)
    {
        var startInfo = new ProcessStartInfo(fileName)
        {
            WorkingDirectory = workingDirectory ?? "",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
            startInfo.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            startInfo.Environment[name] = value;

        using var process = Process.Start(startInfo) ?? throw new DistributedApplicationException($"{fileName} did not start.");
        process.StandardInput.Close();
        try
        {
            var output = ReadAsync(process.StandardOutput, onLine, cancellationToken);
            var error = ReadAsync(process.StandardError, onLine, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new CommandResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
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
