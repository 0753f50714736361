using System.Globalization;
using System.Text.Json;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;

namespace ReFlow.Testing;

/// <summary>An Anvil for one test alone: for tests that move time, reorganise the chain or stop it.</summary>
public sealed class OwnChain : IAsyncDisposable
{
    readonly AnvilProcess _anvil;

    OwnChain(AnvilProcess anvil)
    {
        _anvil = anvil;
        Client = EthereumClient.Connect(anvil.Url, expectedChainId: 31337);
    }

    public string Url => _anvil.Url;

    public EthereumClient Client { get; }

    /// <summary>Starts a fresh chain.</summary>
    /// <param name="past">How far back the first block lies.</param>
    /// <param name="blockSeconds">Seconds between blocks; null mines each transaction at once.</param>
    /// <param name="deploy">Whether the contracts are deployed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<OwnChain> StartAsync(
        TimeSpan past = default, int? blockSeconds = null, bool deploy = true, CancellationToken cancellationToken = default)
    {
        var genesis = (DateTimeOffset.UtcNow - past).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var chain = new OwnChain(await AnvilProcess.StartAsync(["--timestamp", genesis], cancellationToken: cancellationToken));
        try
        {
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

    public ValueTask DisposeAsync() => _anvil.DisposeAsync();
}
