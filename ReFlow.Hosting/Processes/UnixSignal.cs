using System.Runtime.InteropServices;

namespace ReFlow.Hosting.Processes;

/// <summary>Sends POSIX signals.</summary>
static partial class UnixSignal
{
    internal const int Kill = 9;

    static readonly Dictionary<string, int> s_numbers = new(StringComparer.Ordinal)
    {
        ["SIGHUP"] = 1,
        ["SIGINT"] = 2,
        ["SIGQUIT"] = 3,
        ["SIGKILL"] = Kill,
        ["SIGTERM"] = 15,
    };

    internal static int Number(string name) => s_numbers.TryGetValue(name, out var number)
        ? number
        : throw new ArgumentException($"'{name}' is not a stop signal; expected one of {string.Join(", ", s_numbers.Keys)}.", nameof(name));

    /// <summary>Sends a signal to a process, or to a group when the id is negative. A target that is gone is fine.</summary>
    internal static void Send(int processId, int signal) => _ = KillNative(processId, signal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int KillNative(int processId, int signal);
}
