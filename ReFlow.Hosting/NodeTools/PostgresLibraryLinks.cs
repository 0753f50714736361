using System.Text.Json;

namespace ReFlow.Hosting.NodeTools;

/// <summary>
/// npm packages cannot hold symbolic links, so the PostgreSQL package lists its library links in pg-symlinks.json and creates them in
/// an install script. Install scripts do not run here; this does it instead.
/// </summary>
static class PostgresLibraryLinks
{
    static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    /// <summary>Creates the links that are missing; does nothing where there is no list (Windows) or no package.</summary>
    public static void Create(string repositoryRoot)
    {
        var package = Path.Combine(repositoryRoot, NodeTool.PostgresPackage);
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return;
        foreach (var link in JsonSerializer.Deserialize<Link[]>(File.ReadAllText(list), s_options) ?? [])
        {
            var path = Path.Combine(package, link.Target);
            if (!File.Exists(path))
                CreateLink(path, Path.GetFileName(link.Source));
        }
    }

    static void CreateLink(string path, string target)
    {
        try
        {
            File.CreateSymbolicLink(path, target);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process created it in between, which is as good.
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"PostgreSQL needs the library link {path}, but this user may not create it there ({denied.Message}) "
                + "Start once as the user who owns node_modules, or delete node_modules so that it is restored as you.", denied);
        }
    }

    /// <param name="Source">The file that exists, relative to the package.</param>
    /// <param name="Target">The link's own path, relative to the package.</param>
    sealed record Link(string Source, string Target);
}
