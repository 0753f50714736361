using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;

namespace ReFlow.Indexer.Tests.Support;

/// <summary>An Anvil of one test's own, so that it may reorganise, travel in time and die. Mines a block per transaction.</summary>
sealed class AnvilNode : IAsyncDisposable
{
    readonly Process _process;

    AnvilNode(Process process, int port)
    {
        _process = process;
        Port = port;
        Client = EthereumClient.Connect(Url);
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}";

    public EthereumClient Client { get; }

    public static async Task<AnvilNode> StartAsync(CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var process = Process.Start(new ProcessStartInfo(FindBinary(), ["--silent", "--host", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--chain-id", "31337", .. arguments]))!;
        var node = new AnvilNode(process, port);
        await Eventually.TrueAsync("Anvil answers", async () =>
        {
            try
            {
                return await node.Client.GetChainIdAsync(cancellationToken) == 31337;
            }
            catch (JsonRpcException exception) when (exception.IsTransient)
            {
                return false;
            }
        });
        return node;
    }

    public Task MineAsync(int blocks = 1) => RequestAsync("anvil_mine", blocks);

    // These two take a plain number; an int would be sent as a hex quantity.

    /// <summary>Replaces the newest blocks with as many empty ones.</summary>
    public Task ReorgAsync(int depth) => RequestAsync("anvil_reorg", (uint)depth, Array.Empty<object>());

    /// <summary>Takes the newest blocks away without replacement.</summary>
    public Task RollbackAsync(int depth) => RequestAsync("anvil_rollback", (uint)depth);

    public async Task AdvanceAsync(TimeSpan time)
    {
        await RequestAsync("evm_increaseTime", (long)time.TotalSeconds);
        await MineAsync();
    }

    public Task RequestAsync(string method, params object?[] parameters) =>
        Client.RequestAsync<object?>(method, parameters, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    static string FindBinary()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ReFlow.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests must run inside the repository.");

        var system = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var cpu = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        return Path.Combine(folder.FullName, "node_modules", "@foundry-rs", $"anvil-{system}-{cpu}", "bin", OperatingSystem.IsWindows() ? "anvil.exe" : "anvil");
    }
}
