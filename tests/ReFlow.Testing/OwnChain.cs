using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.JsonRpc;

namespace ReFlow.Testing;

/// <summary>An Anvil for one test alone: for tests that move time, reorganise the chain or stop it.</summary>
public sealed class OwnChain : IAsyncDisposable
{
    readonly Process _process;

    OwnChain(Process process, string url)
    {
        _process = process;
        Url = url;
        Client = EthereumClient.Connect(url, expectedChainId: 31337);
    }

    public string Url { get; }

    public EthereumClient Client { get; }

    /// <summary>Starts a fresh chain.</summary>
    /// <param name="past">How far back the first block lies.</param>
    /// <param name="blockSeconds">Seconds between blocks; null mines each transaction at once.</param>
    /// <param name="deploy">Whether the contracts are deployed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<OwnChain> StartAsync(
        TimeSpan past = default, int? blockSeconds = null, bool deploy = true, CancellationToken cancellationToken = default)
    {
        var port = FreePort();
        List<string> arguments =
        [
            "--silent", "--host", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture),
            "--timestamp", (DateTimeOffset.UtcNow - past).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        ];
        var chain = new OwnChain(Process.Start(new ProcessStartInfo(FindBinary(), arguments))!, $"http://127.0.0.1:{port}");
        try
        {
            await chain.WaitUntilItAnswersAsync(cancellationToken);
            if (deploy)
                await new ContractDeployer(chain.Client).EnsureDeployedAsync(cancellationToken);
            if (blockSeconds is { } seconds)
                await chain.MineEverySecondsAsync(seconds, cancellationToken);
            return chain;
        }
        catch
        {
            await chain.DisposeAsync();
            throw;
        }
    }

    /// <summary>Mines a block each time so many seconds have passed; zero mines only on demand.</summary>
    public async Task MineEverySecondsAsync(int seconds, CancellationToken cancellationToken)
    {
        await SendAsync("evm_setAutomine", [false], cancellationToken);
        // Anvil wants a JSON number here, where the client would write a hex quantity.
        await SendAsync("evm_setIntervalMining", [JsonSerializer.SerializeToElement(seconds)], cancellationToken);
    }

    /// <summary>Calls one of Anvil's own methods.</summary>
    public Task SendAsync(string method, IReadOnlyList<object?> parameters, CancellationToken cancellationToken) =>
        Client.RequestAsync<object?>(method, parameters, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    async Task WaitUntilItAnswersAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                await Client.GetChainIdAsync(timeout.Token);
                return;
            }
            catch (JsonRpcException exception) when (exception.IsTransient && !_process.HasExited)
            {
                await Task.Delay(20, timeout.Token);
            }
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static string FindBinary()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ReFlow.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests must run inside the repository.");
        var system = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var processor = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        var name = OperatingSystem.IsWindows() ? "anvil.exe" : "anvil";
        return Path.Combine(folder.FullName, "node_modules", "@foundry-rs", $"anvil-{system}-{processor}", "bin", name);
    }
}
