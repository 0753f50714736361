using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>Processor time and peak memory of a process with its children (on Linux; elsewhere of itself), as of the last look.</summary>
sealed class ResourceUse(Process process)
{
    public TimeSpan Cpu { get; private set; }

    public long PeakBytes { get; private set; }

    public void Observe()
    {
        var (cpu, bytes) = Read(process);
        Cpu = cpu > Cpu ? cpu : Cpu;
        PeakBytes = Math.Max(PeakBytes, bytes);
    }

    static (TimeSpan Cpu, long Bytes) Read(Process process)
    {
        try
        {
            process.Refresh();
            var (cpu, bytes) = (process.TotalProcessorTime, process.PeakWorkingSet64);
            foreach (var id in ChildrenOf(process.Id))
            {
                using var child = Process.GetProcessById(id);
                var (childCpu, childBytes) = Read(child);
                cpu += childCpu;
                bytes += childBytes;
            }

            return (cpu, bytes);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or Win32Exception or IOException)
        {
            // It may end between two looks; the last figures stand.
            return default;
        }
    }

    static IEnumerable<int> ChildrenOf(int id)
    {
        var tasks = $"/proc/{id.ToString(CultureInfo.InvariantCulture)}/task";
        if (!Directory.Exists(tasks))
            return [];
        return Directory.EnumerateDirectories(tasks)
            .Select(task => Path.Combine(task, "children"))
            .Where(File.Exists)
            .SelectMany(file => File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(text => int.Parse(text, CultureInfo.InvariantCulture))
            .ToList();
    }
}
