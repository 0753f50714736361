using System.Diagnostics;
using System.Runtime.InteropServices;
using ReFlow.Hosting.NodeTools;
using ReFlow.Hosting.State;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>The Ponder app of <c>tests/benchmarks/ponder</c> with its packages, set up on demand under <c>artifacts/benchmarks/ponder</c>.</summary>
static class PonderPackages
{
    const string InstalledLock = "installed-package-lock.json";

    static readonly string s_source = Path.Combine(RepositoryRoot.Find(), "tests", "benchmarks", "ponder");

    public static string Folder { get; } = Path.Combine(RepositoryRoot.Find(), "artifacts", "benchmarks", "ponder");

    /// <summary>Ponder wants Node.js 22 or newer, ReFlow is content with less: npm brings one for the benchmark alone.</summary>
    public static string Node { get; } = Path.Combine(
        Folder, "node_modules", $"node-{(OperatingSystem.IsMacOS() ? "darwin" : "linux")}-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64")}", "bin", "node");

    public static string Program { get; } = Path.Combine(Folder, "node_modules", "ponder", "dist", "esm", "bin", "ponder.js");

    /// <exception cref="InvalidOperationException">npm failed.</exception>
    public static async Task InstallAsync()
    {
        foreach (var file in Directory.EnumerateFiles(s_source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Folder, Path.GetRelativePath(s_source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        var (wanted, installed) = (Path.Combine(s_source, "package-lock.json"), Path.Combine(Folder, InstalledLock));
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == await File.ReadAllTextAsync(wanted))
            return;

        Console.WriteLine("Installing Ponder ...");
        // Not `npm ci`: it refuses a lock file that lacks optional packages of other platforms, as a registry without them makes it.
        var start = new ProcessStartInfo(NodeExecutable.NpmPath, ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = Folder };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"npm install in {Folder} ended with {process.ExitCode}.");
        File.Copy(wanted, installed, overwrite: true);
    }
}
