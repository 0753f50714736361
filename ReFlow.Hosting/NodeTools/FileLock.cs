namespace ReFlow.Hosting.NodeTools;

/// <summary>An exclusive lock between processes, held as long as the file is open; the operating system frees it when the holder dies.</summary>
static class FileLock
{
    // ERROR_SHARING_VIOLATION, EWOULDBLOCK of Linux, EWOULDBLOCK of macOS.
    static readonly int s_heldError = OperatingSystem.IsWindows() ? 32 : OperatingSystem.IsLinux() ? 11 : 35;

    /// <summary>Waits until the lock is free and takes it; dispose the stream to free it.</summary>
    /// <param name="path">The lock file; created when missing.</param>
    /// <param name="onWait">Called once when another process holds the lock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<FileStream> AcquireAsync(string path, Action onWait, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var isFirst = true; ; isFirst = false)
        {
            if (TryAcquire(path) is { } held)
                return held;
            if (isFirst)
                onWait();
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }

    /// <summary>Takes the lock, or answers null when another process holds it.</summary>
    /// <exception cref="IOException">The file cannot be opened for another reason: a read-only file system, a full disk.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not write the file, or not create it.</exception>
    public static FileStream? TryAcquire(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when ((exception.HResult & 0xFFFF) == s_heldError)
        {
            return null;
        }
    }
}
