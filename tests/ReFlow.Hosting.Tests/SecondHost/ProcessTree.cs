using System.Globalization;

namespace ReFlow.Hosting.Tests.SecondHost;

/// <summary>
/// Processes as Linux shows them to every account: who started whom, and with what arguments. Their environment is not: containers refuse it.
/// </summary>
static class ProcessTree
{
    /// <summary>Everything that the process started, and what that started, as far as it is alive and not orphaned.</summary>
    internal static List<int> Below(int processId)
    {
        var children = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .ToLookup(ParentOf);
        List<int> below = [.. children[processId]];
        for (var index = 0; index < below.Count; index++)
            below.AddRange(children[below[index]]);
        return below;
    }

    internal static string CommandLine(int processId) => Read(processId, "cmdline");

    // proc(5): "pid (name) state ppid ..."; the name may hold parentheses and blanks.
    static int ParentOf(int processId)
    {
        var status = Read(processId, "stat");
        return status is "" ? 0 : int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
    }

    static string Read(int processId, string name)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/{name}"));
        }
        catch (IOException)
        {
            return ""; // it has just ended
        }
    }
}
