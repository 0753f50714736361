namespace ReFlow.Hosting.Processes;

/// <summary>Finds programs as a shell does.</summary>
static class ProgramFile
{
    /// <summary>The full path of a program; null when there is none.</summary>
    internal static string? Find(string fileName, string workingDirectory, string? path)
    {
        if (fileName.AsSpan().ContainsAny('/', '\\'))
        {
            var full = Path.GetFullPath(fileName, workingDirectory);
            return WithExtensions(full).FirstOrDefault(File.Exists);
        }

        return (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(directory => WithExtensions(Path.Combine(directory, fileName)))
            .FirstOrDefault(File.Exists);
    }

    static IEnumerable<string> WithExtensions(string path) =>
        OperatingSystem.IsWindows() && !Path.HasExtension(path) ? [path + ".exe", path + ".cmd", path + ".bat"] : [path];
}
