using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.State;

namespace ReFlow.Hosting;

/// <summary>Generated defaults of parameters, kept in parameters.json of the state folder.</summary>
static class GeneratedParameters
{
    static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };
    static readonly Lock s_lock = new();

    internal static string GetOrAdd(IServiceProvider services, string name, ParameterDefault given)
    {
        var path = Path.Combine(services.GetRequiredService<StateFolder>().FullPath, "parameters.json");
        lock (s_lock)
        {
            var values = Read(path);
            if (values[name]?.GetValue<string>() is { } known)
                return known;
            var value = given.GetDefaultValue();
            values[name] = value;
            Write(path, values);
            return value;
        }
    }

    static JsonObject Read(string path)
    {
        if (!File.Exists(path))
            return [];
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? [];
        }
        catch (JsonException e)
        {
            throw new DistributedApplicationException($"{path} is not valid JSON: {e.Message} Start with --reset, or repair the file.", e);
        }
    }

    static void Write(string path, JsonObject values)
    {
        // Through a second file: a killed host must not leave half a file, or the database's password is lost.
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(temporary, options))
            writer.Write(values.ToJsonString(s_json));
        File.Move(temporary, path, overwrite: true);
    }
}
