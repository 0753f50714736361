using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ReFlow.Chain.JsonRpc;

[assembly: AssemblyFixture(typeof(ReFlow.Chain.Tests.Live.AnvilNode))]

namespace ReFlow.Chain.Tests.Live;

/// <summary>An Anvil from node_modules on a free port, started once for all live tests of this assembly.</summary>
public sealed class AnvilNode : IAsyncLifetime
{
    Process? _process;

    public string Url { get; private set; } = "";

    public EthereumClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (_process, Url) = await StartAsync(chainId: 31337);
        Client = EthereumClient.Connect(Url, expectedChainId: 31337);
    }

    public async ValueTask DisposeAsync() => await StopAsync(_process!);

    public static async Task<(Process Process, string Url)> StartAsync(long chainId, int? port = null)
    {
        var chosen = port ?? FreePort();
        var start = new ProcessStartInfo(FindBinary(),
        [
            "--silent", "--host", "127.0.0.1", "--port", chosen.ToString(CultureInfo.InvariantCulture),
            "--chain-id", chainId.ToString(CultureInfo.InvariantCulture),
        ]);
        var process = Process.Start(start)!;
        var url = $"http://127.0.0.1:{chosen}";
        var client = EthereumClient.Connect(url);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await client.GetChainIdAsync(timeout.Token);
                return (process, url);
            }
            catch (JsonRpcException exception) when (exception.IsTransient && !process.HasExited)
            {
                await Task.Delay(50, timeout.Token);
            }
        }
    }

    public static async Task StopAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static string RepositoryRoot
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "ReFlow.sln")))
                folder = folder.Parent ?? throw new InvalidOperationException("The tests must run inside the repository.");
            return folder.FullName;
        }
    }

    static string FindBinary()
    {
        var system = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var cpu = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        var name = OperatingSystem.IsWindows() ? "anvil.exe" : "anvil";
        return Path.Combine(RepositoryRoot, "node_modules", "@foundry-rs", $"anvil-{system}-{cpu}", "bin", name);
    }
}
