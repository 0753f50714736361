using System.Globalization;

namespace ReFlow.Hosting.Ports;

/// <summary>Finds the process behind a listening port from /proc: port to socket inode to the process that has it open.</summary>
static class LinuxPortTable
{
    const string ListenState = "0A";

    static readonly string[] s_tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    public static PortHolder? FindHolder(int port)
    {
        var inodes = s_tables.Where(File.Exists).SelectMany(table => ListeningInodes(table, port)).ToHashSet();
        if (inodes.Count == 0)
            return null;
        var sockets = inodes.Select(inode => $"socket:[{inode}]").ToHashSet();
        return Directory.EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Where(folder => OpenFiles(folder).Any(sockets.Contains))
            .Select(Describe)
            .FirstOrDefault();
    }

    // Columns of proc(5): sl, local_address (hexadecimal address:port), rem_address, st, four more, then uid, timeout, inode.
    static IEnumerable<string> ListeningInodes(string table, int port) => File.ReadLines(table).Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(columns => columns.Length > 9 && columns[3] == ListenState
            && int.Parse(columns[1].AsSpan(columns[1].LastIndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture) == port)
        .Select(columns => columns[9]);

    static List<string> OpenFiles(string processFolder)
    {
        try
        {
            return new DirectoryInfo(Path.Combine(processFolder, "fd")).EnumerateFileSystemInfos().Select(file => file.LinkTarget ?? "").ToList();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return []; // another account's process, or one that has just ended
        }
    }

    static PortHolder Describe(string processFolder)
    {
        var id = int.Parse(Path.GetFileName(processFolder), CultureInfo.InvariantCulture);
        var commandLine = Read(Path.Combine(processFolder, "cmdline")).Replace('\0', ' ').Trim();
        return new PortHolder(id, Read(Path.Combine(processFolder, "comm")).Trim(), commandLine);
    }

    static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return ""; // it has just ended
        }
    }
}
