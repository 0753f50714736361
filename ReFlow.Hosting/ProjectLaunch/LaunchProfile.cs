using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReFlow.Hosting.ProjectLaunch;

/// <summary>A profile of Properties/launchSettings.json.</summary>
sealed record LaunchProfile
{
    static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    [JsonIgnore]
    public string Name { get; init; } = "";

    public string? CommandName { get; init; }

    public string? CommandLineArgs { get; init; }

    public Dictionary<string, string> EnvironmentVariables { get; init; } = [];

    /// <summary>Reads a named profile, or the first one that runs the project; null when there is none.</summary>
    internal static LaunchProfile? Read(IProjectMetadata project, string? name)
    {
        var path = Path.Combine(Path.GetDirectoryName(project.ProjectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(path))
            return name is null ? null : throw Missing(path, name, "the file does not exist");

        Dictionary<string, LaunchProfile> profiles;
        try
        {
            using var stream = File.OpenRead(path);
            profiles = JsonSerializer.Deserialize<Settings>(stream, s_json)?.Profiles ?? [];
        }
        catch (JsonException e)
        {
            throw new DistributedApplicationException($"{path} is not valid JSON: {e.Message}", e);
        }

        var (found, profile) = profiles.FirstOrDefault(p => name is null ? p.Value.CommandName == "Project" : p.Key == name);
        return profile is not null ? profile with { Name = found }
            : name is null ? null
            : throw Missing(path, name, $"it has: {string.Join(", ", profiles.Keys)}");
    }

    static DistributedApplicationException Missing(string path, string name, string seen) =>
        new($"Expected the launch profile '{name}' in {path}, but {seen}.");

    sealed record Settings(Dictionary<string, LaunchProfile>? Profiles);
}
