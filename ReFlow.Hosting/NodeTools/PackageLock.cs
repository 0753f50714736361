using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReFlow.Hosting.NodeTools;

/// <summary>Compares package-lock.json with what npm recorded in node_modules/.package-lock.json when it last succeeded.</summary>
/// <remarks>npm writes its record last: what it lists is complete, and what it does not list may be half a package.</remarks>
static class PackageLock
{
    static readonly string[] s_dependencyKinds = ["dependencies", "devDependencies", "optionalDependencies"];

    /// <summary>Number of packages that the scope installs on this platform.</summary>
    public static int CountPackages(string repositoryRoot, NodePackageScope scope) =>
        Wanted(ReadPackages(Path.Combine(repositoryRoot, "package-lock.json")), scope).Count();

    /// <summary>Whether node_modules holds every package of the scope at the locked version.</summary>
    /// <exception cref="DistributedApplicationException">package-lock.json is missing or not JSON.</exception>
    public static bool IsSatisfied(string repositoryRoot, NodePackageScope scope)
    {
        var locked = ReadPackages(Path.Combine(repositoryRoot, "package-lock.json"));
        var installed = ReadRecord(repositoryRoot);
        return MatchesManifest(repositoryRoot, locked) && Wanted(locked, scope).All(package =>
            Matches(installed, package) && File.Exists(Path.Combine(repositoryRoot, package.Key, "package.json")));
    }

    /// <summary>
    /// Deletes the record: npm is about to empty node_modules, and does not do so in an order in which the record goes first.
    /// </summary>
    public static void DeleteRecord(string repositoryRoot) => File.Delete(RecordPath(repositoryRoot));

    /// <summary>
    /// Deletes the packages that the record does not list: npm would take half a package, left by an npm that was killed, for a whole one.
    /// </summary>
    public static void DeleteUnrecorded(string repositoryRoot)
    {
        var installed = ReadRecord(repositoryRoot);
        foreach (var package in ReadPackages(Path.Combine(repositoryRoot, "package-lock.json")).Where(p => p.Key.Length > 0 && !Matches(installed, p)))
        {
            var folder = new DirectoryInfo(Path.Combine(repositoryRoot, package.Key));
            if (folder.Exists)
                folder.Delete(recursive: folder.LinkTarget is null);
        }
    }

    // A lock file that was written where a platform's package could not be fetched has no integrity for it, and then npm records none either.
    static bool Matches(JsonObject installed, KeyValuePair<string, JsonNode?> package) =>
        Text(installed[package.Key]?["version"]) is { } version
        && version == Text(package.Value?["version"])
        && (Text(package.Value?["integrity"]) is not { } integrity || integrity == Text(installed[package.Key]?["integrity"]));

    static string RecordPath(string repositoryRoot) => Path.Combine(repositoryRoot, "node_modules", ".package-lock.json");

    static JsonObject ReadRecord(string repositoryRoot)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(RecordPath(repositoryRoot)))?["packages"] as JsonObject ?? [];
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return []; // npm never came to its end, or was killed while it wrote this
        }
    }

    static IEnumerable<KeyValuePair<string, JsonNode?>> Wanted(JsonObject locked, NodePackageScope scope) =>
        locked.Where(package => package.Key.Length > 0
            && (scope == NodePackageScope.All || !IsTrue(package.Value?["dev"]))
            && Allows(package.Value?["os"], OperatingSystemName)
            && Allows(package.Value?["cpu"], CpuName));

    static bool MatchesManifest(string repositoryRoot, JsonObject locked)
    {
        var manifest = Read(Path.Combine(repositoryRoot, "package.json"));
        return s_dependencyKinds.All(kind => JsonNode.DeepEquals(manifest[kind], locked[""]?[kind]));
    }

    static JsonObject ReadPackages(string path) => Read(path)["packages"] as JsonObject ?? [];

    static JsonObject Read(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? [];
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            throw new DistributedApplicationException($"{path} cannot be read ({exception.Message}). Restore it from git.", exception);
        }
    }

    static bool Allows(JsonNode? names, string name) => names is not JsonArray list || list.Any(item => Text(item) == name);

    static bool IsTrue(JsonNode? node) => node?.GetValueKind() == JsonValueKind.True;

    static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    /// <summary>npm's name of this operating system.</summary>
    public static string OperatingSystemName =>
        OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    /// <summary>npm's name of this machine's architecture.</summary>
    public static string CpuName => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
}
