using System.Diagnostics;

namespace ReFlow.Indexer.Tests.Support;

/// <summary>The built indexer as a process of its own, which can be killed as an operating system kills: nothing in it runs any more.</summary>
sealed class IndexerProcess : IAsyncDisposable
{
    readonly Process _process;
    readonly Task<string> _output;

    IndexerProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <param name="settings">Configuration keys with colons, as in the service's own configuration.</param>
    public static IndexerProcess Start(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "ReFlow.Indexer.dll")])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        return new IndexerProcess(Process.Start(start)!);
    }

    /// <summary>SIGKILL; gives what it had logged.</summary>
    public async Task<string> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        return await _output;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }
}
