using System.Diagnostics;
using ReFlow.Hosting.NodeTools;
using ReFlow.Hosting.State;

namespace ReFlow.Contracts.Tests;

/// <summary>Runs forge and the scripts of the contracts folder, once the npm packages that they need are there.</summary>
static class Forge
{
    static readonly TimeSpan s_limit = TimeSpan.FromMinutes(15);
    static readonly string s_repository = RepositoryRoot.Find();
    static readonly Lazy<Task> s_packages = new(() => NodePackages.RestoreAsync(s_repository, NodePackageScope.All));

    /// <summary>Runs forge in the contracts folder with the default profile.</summary>
    public static async Task<CommandOutput> RunAsync(params string[] arguments)
    {
        await s_packages.Value;
        return await StartAsync(NodeTool.Locate(s_repository, "forge"), arguments);
    }

    /// <summary>Runs a script of contracts/script with node.</summary>
    public static async Task<CommandOutput> RunScriptAsync(string script, params string[] arguments)
    {
        await s_packages.Value;
        return await StartAsync(NodeExecutable.Path, [Path.Combine("script", script), .. arguments]);
    }

    static async Task<CommandOutput> StartAsync(string executable, string[] arguments)
    {
        var startInfo = new ProcessStartInfo(executable, arguments)
        {
            // foundry.toml names the compiler relative to the working directory.
            WorkingDirectory = Path.Combine(s_repository, "contracts"),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        startInfo.Environment["FOUNDRY_PROFILE"] = "default";
        using var process = Process.Start(startInfo)!;
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new CommandOutput(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException exception)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{executable} {string.Join(' ', arguments)} took longer than {s_limit}.", exception);
        }
    }
}

/// <summary>How a command ended and what it said.</summary>
sealed record CommandOutput(int ExitCode, string Output, string Error)
{
    public string Combined => $"{Output}{Environment.NewLine}{Error}".Trim();
}
