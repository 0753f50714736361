using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;
using ReFlow.Hosting.NodeTools;
using ReFlow.Hosting.Ports;
using ReFlow.Hosting.State;

namespace ReFlow.Testing;

/// <summary>An Anvil from node_modules, restored when missing, on a port that no other ReFlow process takes meanwhile.</summary>
public sealed class AnvilProcess : IAsyncDisposable
{
    readonly ConcurrentQueue<string> _output = new();
    readonly Process _process;

    AnvilProcess(ProcessStartInfo start, int port)
    {
        Port = port;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => _output.Enqueue(e.Data ?? "");
        _process.ErrorDataReceived += (_, e) => _output.Enqueue(e.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Port { get; }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="arguments">Anvil's, without host and port.</param>
    /// <param name="port">The port of one that was stopped; null takes a free one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<AnvilProcess> StartAsync(IReadOnlyList<string> arguments, int? port = null, CancellationToken cancellationToken = default)
    {
        var root = RepositoryRoot.Find();
        await NodePackages.RestoreAsync(root, NodePackageScope.All, cancellationToken: cancellationToken);
        using var reservation = port is null ? PortReservation.Take() : null;
        var chosen = port ?? reservation!.Port;
        // Its output is redirected so that one that outlives the tests does not hold their standard output open.
        var start = new ProcessStartInfo(
            NodeTool.Locate(root, "anvil"),
            ["--silent", "--host", "127.0.0.1", "--port", chosen.ToString(CultureInfo.InvariantCulture), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var anvil = new AnvilProcess(start, chosen);
        try
        {
            var client = EthereumClient.Connect(anvil.Url);
            await Eventually.BecomesAsync(() => anvil.AnswersAsync(client, cancellationToken), cancellationToken);
            return anvil;
        }
        catch
        {
            await anvil.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    async Task<bool> AnswersAsync(EthereumClient client, CancellationToken cancellationToken)
    {
        var answers = true;
        try
        {
            await client.GetChainIdAsync(cancellationToken);
        }
        catch (JsonRpcException exception) when (exception.IsTransient)
        {
            answers = false;
        }

        // Also after an answer: it may be another program's, which has the port.
        return !_process.HasExited ? answers : throw new InvalidOperationException(
            $"Anvil ended with {_process.ExitCode}:{Environment.NewLine}{string.Join(Environment.NewLine, _output)}");
    }
}
