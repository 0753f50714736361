using System.Runtime.InteropServices;

namespace ReFlow.Hosting.ProjectLaunch;

/// <summary>The dotnet program whose runtime the host itself uses, so that services run on the same one.</summary>
static class DotnetExecutable
{
    internal static string Path { get; } = Find();

    static string Find()
    {
        // <root>/shared/Microsoft.NETCore.App/<version>/
        var root = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var program = System.IO.Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(program) ? program : "dotnet";
    }
}
