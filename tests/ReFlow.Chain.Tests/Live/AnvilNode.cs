using System.Globalization;
using ReFlow.Hosting.Ports;
using ReFlow.Testing;

[assembly: AssemblyFixture(typeof(ReFlow.Chain.Tests.Live.AnvilNode))]

namespace ReFlow.Chain.Tests.Live;

/// <summary>An Anvil from node_modules on a free port, started once for all live tests of this assembly.</summary>
public sealed class AnvilNode : IAsyncLifetime
{
    AnvilProcess? _process;

    public string Url => _process!.Url;

    public EthereumClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _process = await StartAsync(chainId: 31337);
        Client = EthereumClient.Connect(Url, expectedChainId: 31337);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
    }

    public static Task<AnvilProcess> StartAsync(long chainId, int? port = null) => AnvilProcess.StartAsync(
        ["--chain-id", chainId.ToString(CultureInfo.InvariantCulture)], port, TestContext.Current.CancellationToken);

    /// <summary>A port on which nobody listens.</summary>
    public static int FreePort()
    {
        using var reservation = PortReservation.Take();
        return reservation.Port;
    }
}
