using System.Runtime.CompilerServices;

namespace ReFlow.Architecture.Tests;

/// <summary>The checkout that the tests were built from, and the files in it that we wrote.</summary>
static class Repository
{
    static readonly string[] s_notOurs =
        ["artifacts", "bin", "obj", "node_modules", ".reflow", ".git", "Migrations", "contracts/out", "contracts/cache", "contracts/artifacts", "lib"];

    public static string Root { get; } = FindRoot(SourcePath());

    /// <summary>Paths relative to the root, with forward slashes.</summary>
    public static IEnumerable<string> Files(params string[] extensions) =>
        Walk(Root).Where(path => extensions.Contains(Path.GetExtension(path), StringComparer.Ordinal));

    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    static IEnumerable<string> Walk(string directory)
    {
        foreach (var file in Directory.EnumerateFiles(directory))
            yield return Relative(file);
        foreach (var child in Directory.EnumerateDirectories(directory))
        {
            var relative = Relative(child);
            if (s_notOurs.Contains(Path.GetFileName(child), StringComparer.Ordinal) || s_notOurs.Contains(relative, StringComparer.Ordinal))
                continue;
            foreach (var file in Walk(child))
                yield return file;
        }
    }

    static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    static string SourcePath([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    static string FindRoot(string directory)
    {
        for (var candidate = new DirectoryInfo(directory); candidate is not null; candidate = candidate.Parent)
        {
            if (File.Exists(Path.Combine(candidate.FullName, "ReFlow.sln")))
                return candidate.FullName;
        }

        throw new DirectoryNotFoundException($"ReFlow.sln was expected in {directory} or above it.");
    }
}
