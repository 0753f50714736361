using System.Runtime.CompilerServices;

namespace ReFlow.Web.E2E;

/// <summary>The folder with the solution; the browser and the picture for the README are found from there.</summary>
static class Repository
{
    public static string Root { get; } = Find();

    static string Find([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}
