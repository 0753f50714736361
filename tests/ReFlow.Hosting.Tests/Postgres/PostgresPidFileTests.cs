using System.Diagnostics;
using System.Globalization;
using ReFlow.Hosting.Postgres;

namespace ReFlow.Hosting.Tests.Postgres;

public sealed class PostgresPidFileTests : IDisposable
{
    readonly string _data = Directory.CreateTempSubdirectory("reflow-pid-").FullName;

    string PidFile => Path.Combine(_data, "postmaster.pid");

    [Fact]
    public async Task File_of_a_process_that_is_gone_is_left_to_the_server()
    {
        using var gone = Process.Start("true");
        await gone.WaitForExitAsync(TestGraph.Token);
        await WriteAsync(gone.Id);

        await PostgresPidFile.RemoveStaleAsync(_data, TestGraph.Token);
        Assert.True(File.Exists(PidFile));
    }

    [Fact]
    public async Task File_whose_process_id_was_given_to_another_process_is_removed()
    {
        await WriteAsync(Environment.ProcessId);

        await PostgresPidFile.RemoveStaleAsync(_data, TestGraph.Token);
        Assert.False(File.Exists(PidFile));
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    Task WriteAsync(int processId) => File.WriteAllTextAsync(PidFile, string.Create(CultureInfo.InvariantCulture, $"{processId}\n"), TestGraph.Token);
}
