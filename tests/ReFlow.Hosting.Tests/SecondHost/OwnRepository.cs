using ReFlow.Hosting.Tests.NodeTools;

namespace ReFlow.Hosting.Tests.SecondHost;

/// <summary>A folder that looks like a repository, with an npm of the test's own.</summary>
sealed class OwnRepository : IDisposable
{
    internal string Root { get; } = Directory.CreateTempSubdirectory("reflow-repository-").FullName;

    const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    const UnixFileMode Open = ReadOnly | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    internal string Tools => Path.Combine(Root, "tools");

    /// <summary>One that lacks its only package.</summary>
    /// <param name="npm">The shell script that runs as npm, in the repository's root.</param>
    internal static async Task<OwnRepository> CreateAsync(string npm)
    {
        var repository = new OwnRepository();
        await File.WriteAllTextAsync(repository.In("ReFlow.sln"), "", TestGraph.Token);
        await File.WriteAllTextAsync(repository.In("package.json"), """{ "dependencies": { "a": "1.0.0" } }""", TestGraph.Token);
        await File.WriteAllTextAsync(repository.In("package-lock.json"), """
            { "packages": { "": { "dependencies": { "a": "1.0.0" } }, "node_modules/a": { "version": "1.0.0", "integrity": "sha512-a" } } }
            """, TestGraph.Token);
        Directory.CreateDirectory(repository.Tools);
        await Script.WriteAsync(Path.Combine(repository.Tools, "npm"), npm);
        File.SetUnixFileMode(repository.Root, Open);
        return repository;
    }

    /// <summary>Makes the package look restored.</summary>
    internal async Task InstallAsync()
    {
        Directory.CreateDirectory(In("node_modules", "a"));
        await File.WriteAllTextAsync(In("node_modules", "a", "package.json"), "{}", TestGraph.Token);
        await File.WriteAllTextAsync(In("node_modules", ".package-lock.json"), await File.ReadAllTextAsync(In("package-lock.json"), TestGraph.Token), TestGraph.Token);
    }

    /// <summary>Makes a folder, if missing, that every account may write.</summary>
    internal string Opened(params string[] names)
    {
        var path = Directory.CreateDirectory(In(names)).FullName;
        File.SetUnixFileMode(path, Open);
        return path;
    }

    /// <summary>Takes the right to write from a folder, or a file, which is made when missing.</summary>
    internal string Closed(params string[] names)
    {
        var path = In(names);
        if (!File.Exists(path))
            Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, ReadOnly);
        return path;
    }

    internal string In(params string[] names) => Path.Combine([Root, .. names]);

    public void Dispose()
    {
        File.SetUnixFileMode(Root, Open);
        foreach (var folder in Directory.EnumerateDirectories(Root, "*", SearchOption.AllDirectories))
            File.SetUnixFileMode(folder, Open);
        Directory.Delete(Root, recursive: true);
    }
}
