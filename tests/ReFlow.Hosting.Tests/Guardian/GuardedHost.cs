using System.Diagnostics;
using System.Runtime.CompilerServices;
using ReFlow.Hosting.Guardian;

namespace ReFlow.Hosting.Tests.Guardian;

/// <summary>This test assembly, started as a host with one watched child, so that a test may kill it.</summary>
static class GuardedHost
{
    const string Marker = "REFLOW_TEST_GUARDED_HOST";

    public static Process Start()
    {
        var startInfo = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true };
        if (string.Equals(Path.GetFileNameWithoutExtension(Environment.ProcessPath), "dotnet", StringComparison.OrdinalIgnoreCase))
            startInfo.ArgumentList.Add(typeof(GuardedHost).Assembly.Location);
        startInfo.Environment[Marker] = "1";
        return Process.Start(startInfo)!;
    }

    // Runs before the test runner's Main: in the second process the runner must never start.
#pragma warning disable CA2255 // this is the test executable itself, not a library
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void RunAsHostWhenAsked()
    {
        if (Environment.GetEnvironmentVariable(Marker) is null)
            return;
        Environment.SetEnvironmentVariable(Marker, null);
        var guardian = ProcessGuardian.StartAsync().GetAwaiter().GetResult();
        var child = Process.Start("sleep", "300");
        guardian.Watch(child);
        Console.WriteLine(child.Id);
        child.WaitForExit();
        Environment.Exit(0);
    }
}
