using System.Diagnostics;
using System.Runtime.InteropServices;
using ReFlow.Hosting.State;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>The indexer as it is deployed: published, compiled ahead of time where the runtime can use it.</summary>
static class PublishedIndexer
{
    static readonly string s_folder = System.IO.Path.Combine(RepositoryRoot.Find(), "artifacts", "benchmarks", "indexer");

    public static string Path { get; } = System.IO.Path.Combine(s_folder, "ReFlow.Indexer.dll");

    /// <exception cref="InvalidOperationException">It does not build.</exception>
    public static async Task PublishAsync()
    {
        // What an earlier publish left would be loaded beside what this one makes.
        if (Directory.Exists(s_folder))
            Directory.Delete(s_folder, recursive: true);
        var start = new ProcessStartInfo("dotnet",
        [
            "publish", "ReFlow.Indexer", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false",
            "-p:PublishReadyToRun=true", "-o", s_folder, "--nologo", "-v", "quiet",
        ])
        { WorkingDirectory = RepositoryRoot.Find() };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"dotnet publish ended with {process.ExitCode}.");
    }
}
