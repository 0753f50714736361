using System.ComponentModel;
using System.Diagnostics;

namespace ReFlow.Hosting.Processes;

/// <summary>
/// A session for each child where the system has <c>setsid</c>, so that a Ctrl+C at the terminal reaches the host alone and the whole
/// group can be ended together.
/// </summary>
static class OwnSession
{
    static readonly string? s_setsid = OperatingSystem.IsWindows()
        ? null
        : ProgramFile.Find("setsid", "/", Environment.GetEnvironmentVariable("PATH"));

    /// <summary>The command that runs a program in a new session, under the process id that it is started with.</summary>
    internal static (string FileName, IReadOnlyList<string> Arguments) Wrap(string program, IReadOnlyList<string> arguments) =>
        s_setsid is null ? (program, arguments) : (s_setsid, [program, .. arguments]);

    /// <summary>Kills a process with all its descendants.</summary>
    internal static void KillTree(Process process)
    {
        var leader = process.Id;
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in between, which is what was wanted.
            Debug.WriteLine(e.Message);
        }

        KillGroup(leader);
    }

    /// <summary>Kills what a process has left behind in its session.</summary>
    internal static void KillGroup(int leader)
    {
        if (s_setsid is not null)
            UnixSignal.Send(-leader, UnixSignal.Kill);
    }
}
