namespace ReFlow.Hosting.NodeTools;

/// <summary>Finds node and npm on the PATH.</summary>
public static class NodeExecutable
{
    /// <summary>The oldest major version that works.</summary>
    public const int MinimumMajorVersion = 20;

    static readonly AsyncLocal<string?> s_path = new();

    const string HowToGet = "Install Node.js 20 or newer (https://nodejs.org), which brings npm, then run the command again.";

    /// <summary>Full path of node.</summary>
    /// <exception cref="DistributedApplicationException">node is not on the PATH.</exception>
    public static string Path => Find("node") ?? throw new DistributedApplicationException($"Node.js is needed, and `node` is not on the PATH. {HowToGet}");

    /// <summary>Full path of npm.</summary>
    /// <exception cref="DistributedApplicationException">npm is not on the PATH.</exception>
    public static string NpmPath => Find("npm") ?? throw new DistributedApplicationException($"npm is needed, and `npm` is not on the PATH. {HowToGet}");

    /// <summary>Checks that node is new enough.</summary>
    /// <exception cref="DistributedApplicationException">node is missing, too old or does not answer.</exception>
    public static async Task RequireAsync(CancellationToken cancellationToken = default)
    {
        var path = Path;
        // The guardian is node itself, so this one command runs before there is one.
        var answer = await Command.RunUnguardedAsync(path, ["--version"], cancellationToken);
        var version = answer.Output.Trim().TrimStart('v');
        if (answer.ExitCode != 0 || !Version.TryParse(version.Split('-')[0], out var parsed))
            throw new DistributedApplicationException($"`{path} --version` answered '{answer.Combined}' instead of a version. {HowToGet}");
        if (parsed.Major < MinimumMajorVersion)
            throw new DistributedApplicationException($"Node.js {version} at {path} is too old. {HowToGet}");
    }

    /// <summary>Looks along another PATH in this asynchronous flow until disposed; for tests.</summary>
    internal static IDisposable UsePath(string path)
    {
        s_path.Value = path;
        return new PathScope();
    }

    static string? Find(string name) => Command.Find(name, s_path.Value);

    sealed class PathScope : IDisposable
    {
        public void Dispose() => s_path.Value = null;
    }
}
