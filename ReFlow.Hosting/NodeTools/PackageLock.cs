using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReFlow.Hosting.NodeTools;

/// <summary>Compares package-lock.json with what npm recorded in node_modules/.package-lock.json when it last succeeded.</summary>
/// <remarks>npm removes its record first and writes it last, so an interrupted install is never taken for a complete one.</remarks>
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
        var record = Path.Combine(repositoryRoot, "node_modules", ".package-lock.json");
        if (!File.Exists(record) || !MatchesManifest(repositoryRoot, locked))
            return false;

        var installed = ReadPackages(record);
        return Wanted(locked, scope).All(package =>
            Text(installed[package.Key]?["version"]) == Text(package.Value?["version"])
            && Text(installed[package.Key]?["integrity"]) is { } integrity
            && integrity == (Text(package.Value?["integrity"]) ?? integrity)
            && File.Exists(Path.Combine(repositoryRoot, package.Key, "package.json")));
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
