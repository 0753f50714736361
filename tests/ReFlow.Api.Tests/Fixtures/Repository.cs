namespace ReFlow.Api.Tests;

static class Repository
{
    /// <summary>The folder of the solution file.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    static string Find(string? folder) =>
        folder is null ? throw new DirectoryNotFoundException("ReFlow.sln was expected above the test binaries.")
        : File.Exists(Path.Combine(folder, "ReFlow.sln")) ? folder
        : Find(Path.GetDirectoryName(folder));
}
