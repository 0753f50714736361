using System.Globalization;
using ReFlow.Hosting.NodeTools;

namespace ReFlow.Hosting.State;

/// <summary>
/// The folder in which servers keep their data between runs, `.reflow/` at the repository's root. One host at a time holds it.
/// </summary>
public sealed class StateFolder : IDisposable
{
    /// <summary>The layout that this program reads and writes; raise it when an older folder can no longer be used.</summary>
    public const int LayoutVersion = 1;

    const string VersionFile = "version";
    const string LockFile = "lock";
    const string HolderFile = "holder";

    readonly FileStream _lock;

    StateFolder(string path, FileStream held, bool isTemporary)
    {
        FullPath = path;
        _lock = held;
        IsTemporary = isTemporary;
    }

    /// <summary>Full path of the folder.</summary>
    public string FullPath { get; }

    /// <summary>True for a folder that is deleted after the run, so that nothing in it need survive a power cut.</summary>
    public bool IsTemporary { get; }

    /// <summary>Opens the folder and keeps it until disposed; creates it when missing.</summary>
    /// <param name="path">Usually `.reflow` at the repository's root.</param>
    /// <param name="reset">Deletes what is in it first, whichever version made it.</param>
    /// <exception cref="DistributedApplicationException">Read-only, held by another host, or made by another version. Nothing is changed then.</exception>
    public static StateFolder Open(string path, bool reset = false)
    {
        path = Path.GetFullPath(path);
        try
        {
            return OpenCore(path, reset, isTemporary: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var account = Environment.UserName is { Length: > 0 } name ? $"'{name}'" : "this account";
            throw new DistributedApplicationException(
                $"The state folder {path} must be writable by {account}, and is not: {exception.Message} Give the account write access to "
                + $"it, run from a writable copy of the repository, or name another folder with --{HostConfiguration.StateDirectory}=<folder>. "
                + "Nothing was changed.",
                exception);
        }
    }

    /// <summary>A fresh folder for one run of a test, deleted when disposed.</summary>
    public static StateFolder CreateTemporary() =>
        OpenCore(Directory.CreateTempSubdirectory("reflow-").FullName, reset: false, isTemporary: true);

    /// <summary>Full path of a folder for one server's data; created when missing.</summary>
    public string GetFolder(string name) => CreateFolder(Path.Combine(FullPath, name)).FullName;

    /// <summary>Frees the folder; a temporary one is deleted.</summary>
    public void Dispose()
    {
        File.Delete(Path.Combine(FullPath, HolderFile));
        _lock.Dispose();
        if (IsTemporary)
            Directory.Delete(FullPath, recursive: true);
    }

    static StateFolder OpenCore(string path, bool reset, bool isTemporary)
    {
        CreateFolder(path);
        var held = Lock(path);
        try
        {
            if (reset)
                Clear(path);
            RequireVersion(path);
            File.WriteAllText(Path.Combine(path, HolderFile), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new StateFolder(path, held, isTemporary);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    static FileStream Lock(string path)
    {
        var lockPath = Path.Combine(path, LockFile);
        if (FileLock.TryAcquire(lockPath) is { } held)
            return held;
        var holder = Path.Combine(path, HolderFile);
        var processId = File.Exists(holder) ? $" (process {File.ReadAllText(holder).Trim()})" : "";
        throw new DistributedApplicationException(
            $"Another ReFlow host{processId} is using the state folder {path}. Stop it first, or start this one from another copy of the repository.");
    }

    static void RequireVersion(string path)
    {
        var versionPath = Path.Combine(path, VersionFile);
        var current = LayoutVersion.ToString(CultureInfo.InvariantCulture);
        var found = File.Exists(versionPath) ? File.ReadAllText(versionPath).Trim() : "";
        // Empty only when the host was killed between making the file and writing it.
        if (found.Length == 0)
        {
            if (Contents(path).FirstOrDefault() is { } unknown)
                throw Refuse(path, $"holds {unknown.Name} but no version file, so ReFlow did not make it");
            File.WriteAllText(versionPath, current);
            return;
        }

        if (found != current)
            throw Refuse(path, $"was made by another version of ReFlow (layout '{found}', this one reads '{current}')");
    }

    static DistributedApplicationException Refuse(string path, string why) => new(
        $"The state folder {path} {why}. Nothing was changed. Run with --reset to delete it and start anew (the local chain and "
        + "database are lost), or move it away to keep it.");

    static void Clear(string path)
    {
        File.Delete(Path.Combine(path, VersionFile));
        foreach (var entry in Contents(path))
        {
            if (entry is DirectoryInfo folder)
                folder.Delete(recursive: true);
            else
                entry.Delete();
        }
    }

    static List<FileSystemInfo> Contents(string path) => new DirectoryInfo(path).EnumerateFileSystemInfos()
        .Where(entry => entry.Name is not (VersionFile or LockFile or HolderFile)).ToList();

    // Passwords are kept in here.
    static DirectoryInfo CreateFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
