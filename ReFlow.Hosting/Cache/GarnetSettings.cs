using System.Reflection;
using System.Text.Json;

namespace ReFlow.Hosting.Cache;

/// <summary>How Garnet is started. The settings are in a file, because a password on the command line is there for all to see.</summary>
static class GarnetSettings
{
    /// <summary>Full path of GarnetServer.dll in the NuGet package folder, known from the build.</summary>
    /// <exception cref="DistributedApplicationException">The package is gone from there.</exception>
    public static string ServerPath
    {
        get
        {
            var path = typeof(GarnetSettings).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "GarnetServerPath").Value!;
            return File.Exists(path) ? path : throw new DistributedApplicationException(
                $"The cache server is not at {path}. Run `dotnet restore`, then start again.");
        }
    }

    /// <summary>Writes the settings: 127.0.0.1 only, a password, at most about 300 MB, nothing on disk.</summary>
    public static async Task WriteAsync(string path, int port, string password, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["Address"] = "127.0.0.1",
            ["Port"] = port,
            ["AuthenticationMode"] = "Password",
            ["Password"] = password,
            ["LogMemorySize"] = "192m",
            ["PageSize"] = "4m",
            ["IndexMemorySize"] = "16m",
            ["BufferPoolMemoryBudget"] = "32m",
            ["NetworkBufferMemoryBudget"] = "64m",
            ["EnableLua"] = true,
        };
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var stream = new FileStream(path, options);
        await JsonSerializer.SerializeAsync(stream, settings, cancellationToken: cancellationToken);
    }
}
