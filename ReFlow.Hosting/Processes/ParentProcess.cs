using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ReFlow.Hosting.Processes;

/// <summary>The process that started this one. <c>dotnet run</c> waits for it, and cannot pass on that it was killed.</summary>
static partial class ParentProcess
{
    static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    /// <summary>Calls back when the <c>dotnet run</c> that started this process is gone. Another parent may go; Windows is not watched.</summary>
    internal static async Task WatchAsync(Action onGone, TimeProvider time, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            return;
        var parent = ParentId();
        if (!IsDotnet(parent))
            return;

        using var timer = new PeriodicTimer(s_period, time);
        while (ParentId() == parent)
            await timer.WaitForNextTickAsync(cancellationToken);
        onGone();
    }

    static bool IsDotnet(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.ProcessName == "dotnet";
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false; // it is gone already, or this account may not see it
        }
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ParentId();
}
