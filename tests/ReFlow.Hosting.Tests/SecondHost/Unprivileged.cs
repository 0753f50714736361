using System.Globalization;
using ReFlow.Hosting.NodeTools;

namespace ReFlow.Hosting.Tests.SecondHost;

/// <summary>An account that file modes bind. They do not bind root, under which tests often run.</summary>
static class Unprivileged
{
    const string Nobody = "65534";
    const int ReadAnything = 2; // CAP_DAC_READ_SEARCH

    /// <summary>The words before a command that give root up; none when there is nothing to give up.</summary>
    internal static string[] Launcher()
    {
        if (!Environment.IsPrivilegedProcess)
            return [];
        var setpriv = Command.Find("setpriv") ?? throw new InvalidOperationException("Tests of file modes run as root need setpriv (util-linux).");
        return
        [
            setpriv, $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "--no-new-privs",
            // The build and the packages may lie in a folder of root's. The capability, where root itself has it, opens them for reading.
            .. MayPass(ReadAnything)
                ? ["--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search", "--securebits=+no_setuid_fixup"]
                : new[] { "--inh-caps=-all" },
        ];
    }

    static bool MayPass(int capability)
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("CapPrm:", StringComparison.Ordinal));
        var permitted = ulong.Parse(line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (permitted >> capability & 1) == 1;
    }
}
