using System.Globalization;

namespace ReFlow.Hosting.Postgres;

/// <summary>
/// postmaster.pid of a server that was killed. PostgreSQL itself takes over such a file unless its process id now belongs to another
/// process of the same account, which after a reboot or in a container is not rare.
/// </summary>
static class PostgresPidFile
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for a server that is still ending, then removes the file if its process id was given to another process.</summary>
    /// <remarks>
    /// The file of a process that is gone stays: by it PostgreSQL finds backends that outlived their server and refuses to start.
    /// </remarks>
    /// <exception cref="DistributedApplicationException">A server of an earlier host still runs on the data.</exception>
    public static async Task RemoveStaleAsync(string dataPath, CancellationToken cancellationToken)
    {
        // Elsewhere there is no /proc to ask; PostgreSQL's own check is right but for that rare case.
        if (!OperatingSystem.IsLinux())
            return;

        var path = Path.Combine(dataPath, "postmaster.pid");
        var started = TimeProvider.System.GetTimestamp();
        while (File.Exists(path) && IsServer(ReadProcessId(path), dataPath))
        {
            if (TimeProvider.System.GetElapsedTime(started) > s_patience)
                throw new DistributedApplicationException(
                    $"A PostgreSQL server of an earlier run (process {ReadProcessId(path)}) still uses {dataPath}. End it with `kill -INT {ReadProcessId(path)}`, then start again.");
            await Task.Delay(s_pause, cancellationToken);
        }

        if (ReadProcessId(path) is var processId && (processId == 0 || Directory.Exists(ProcessFolder(processId))))
            File.Delete(path);
    }

    static int ReadProcessId(string path)
    {
        try
        {
            return int.TryParse(File.ReadLines(path).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
        }
        catch (FileNotFoundException)
        {
            return 0; // the server removed it in between
        }
    }

    static string ProcessFolder(int processId) => string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}");

    static bool IsServer(int processId, string dataPath)
    {
        try
        {
            return processId > 0
                && File.ReadAllText(Path.Combine(ProcessFolder(processId), "cmdline")).Contains(dataPath, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // no such process
        }
    }
}
