using System.Diagnostics;
using ReFlow.Hosting.State;

namespace ReFlow.Hosting.Tests.State;

public sealed class StateFolderTests : IDisposable
{
    readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("reflow-state-").FullName, ".reflow");

    [Fact]
    public void Second_start_keeps_what_the_first_one_wrote()
    {
        using (var first = StateFolder.Open(_path))
            File.WriteAllText(Path.Combine(first.GetFolder("chain"), "state.json"), "kept");

        using var second = StateFolder.Open(_path);
        Assert.Equal("kept", File.ReadAllText(Path.Combine(second.GetFolder("chain"), "state.json")));
    }

    [Fact]
    public void Reset_clears_the_folder()
    {
        using (var first = StateFolder.Open(_path))
            File.WriteAllText(Path.Combine(first.GetFolder("chain"), "state.json"), "gone");

        using var second = StateFolder.Open(_path, reset: true);
        Assert.False(File.Exists(Path.Combine(_path, "chain", "state.json")));
    }

    [Fact]
    public void Second_host_is_told_which_process_holds_the_folder()
    {
        using var first = StateFolder.Open(_path);
        var error = Assert.Throws<DistributedApplicationException>(() => StateFolder.Open(_path, reset: true));
        Assert.Contains($"Another ReFlow host (process {Environment.ProcessId}) is using the state folder {_path}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_of_another_version_is_refused_and_left_untouched()
    {
        StateFolder.Open(_path).Dispose();
        File.WriteAllText(Path.Combine(_path, "version"), "99");
        File.WriteAllText(Path.Combine(_path, "precious"), "data");

        var error = Assert.Throws<DistributedApplicationException>(() => StateFolder.Open(_path));

        Assert.Contains("made by another version of ReFlow (layout '99', this one reads '1')", error.Message, StringComparison.Ordinal);
        Assert.Contains("Run with --reset to delete it and start anew", error.Message, StringComparison.Ordinal);
        Assert.Equal("data", File.ReadAllText(Path.Combine(_path, "precious")));
        Assert.Equal("99", File.ReadAllText(Path.Combine(_path, "version")));
    }

    [Fact]
    public void Folder_that_reflow_did_not_make_is_refused()
    {
        Directory.CreateDirectory(_path);
        File.WriteAllText(Path.Combine(_path, "holiday.jpg"), "");
        var error = Assert.Throws<DistributedApplicationException>(() => StateFolder.Open(_path));
        Assert.Contains("holds holiday.jpg but no version file, so ReFlow did not make it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_only_folder_is_an_error_that_says_what_to_do()
    {
        // The parent is a file: that refuses everybody, root included.
        var file = Path.Combine(Path.GetDirectoryName(_path)!, "file");
        File.WriteAllText(file, "");
        var error = Assert.Throws<DistributedApplicationException>(() => StateFolder.Open(Path.Combine(file, ".reflow")));
        Assert.Contains("must be writable by", error.Message, StringComparison.Ordinal);
        Assert.Contains("Give the account write access to it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lock_that_cannot_be_opened_is_not_taken_for_a_lock_that_another_host_holds()
    {
        // A program that runs cannot be opened for writing, not by root either; so it is with every file of a read-only file system.
        StateFolder.Open(_path).Dispose();
        var file = Path.Combine(_path, "lock");
        using (var copy = Process.Start("/bin/sh", ["-c", "rm \"$0\"; cp \"$(command -v sleep)\" \"$0\"", file]))
            copy.WaitForExit();
        using var running = Process.Start(file, "300");
        try
        {
            var error = Assert.Throws<DistributedApplicationException>(() => StateFolder.Open(_path));
            Assert.Contains("must be writable by", error.Message, StringComparison.Ordinal);
            Assert.Contains(file, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            running.Kill();
        }
    }

    [Fact]
    public void Folder_of_a_host_that_was_killed_while_it_made_the_version_file_is_used()
    {
        Directory.CreateDirectory(_path);
        File.WriteAllText(Path.Combine(_path, "version"), "");
        StateFolder.Open(_path).Dispose();
        Assert.Equal("1", File.ReadAllText(Path.Combine(_path, "version")));
    }

    [Fact]
    public void Temporary_folder_is_gone_afterwards()
    {
        var folder = StateFolder.CreateTemporary();
        File.WriteAllText(Path.Combine(folder.GetFolder("chain"), "state.json"), "");
        folder.Dispose();
        Assert.False(Directory.Exists(folder.FullPath));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
}
