using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.JsonRpc;
using ReFlow.Hosting.State;
using ReFlow.Testing;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>Generated histories as Anvil's state files under <c>artifacts/benchmarks</c>, made once and loaded afterwards.</summary>
static class HistoryStore
{
    // A fixed genesis, so that every block hash is the same in each generation.
    public const long GenesisSeconds = 1_700_000_000;

    static readonly string[] s_genesis = ["--timestamp", GenesisSeconds.ToString(CultureInfo.InvariantCulture), "--gas-limit", "1000000000"];

    public static async Task<AnvilProcess> StartAsync(HistoryKind kind, CancellationToken cancellationToken = default)
    {
        // The factory's address follows from the contracts' code: changed contracts make another history.
        var contracts = DevelopmentDeployment.Factory.ToString()[2..10];
        var file = Path.Combine(RepositoryRoot.Find(), "artifacts", "benchmarks", $"{kind.Name}-{contracts}.json");
        if (!File.Exists(file))
            await GenerateAsync(kind, file, cancellationToken);
        return await AnvilProcess.StartAsync([.. s_genesis, "--load-state", file], cancellationToken: cancellationToken);
    }

    public static EthereumClient Connect(AnvilProcess anvil) => new(new JsonRpcClient(
        new Uri(anvil.Url),
        new HttpClient { Timeout = Timeout.InfiniteTimeSpan },
        new JsonRpcOptions { MaxResponseBytes = int.MaxValue, RequestTimeout = TimeSpan.FromMinutes(10) }));

    static async Task GenerateAsync(HistoryKind kind, string file, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        Console.WriteLine($"{kind.Name}: generating ...");
        // Anvil computes the root of its whole state for each block, which soon takes longer than all else; of a fork's it computes none.
        await using var origin = await AnvilProcess.StartAsync(s_genesis, cancellationToken: cancellationToken);
        await using var anvil = await AnvilProcess.StartAsync([.. s_genesis, "--fork-url", origin.Url, "--prune-history"], cancellationToken: cancellationToken);
        var chain = Connect(anvil);
        var events = await new HistoryGenerator(chain, kind).RunAsync(cancellationToken);
        var state = await chain.RequestAsync<byte[]>("anvil_dumpState", [], cancellationToken)
            ?? throw new InvalidOperationException("Anvil gave no state.");

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using (var output = File.Create(file + ".tmp"))
        await using (var unpacked = new GZipStream(new MemoryStream(state), CompressionMode.Decompress))
            await unpacked.CopyToAsync(output, cancellationToken);
        File.Move(file + ".tmp", file, overwrite: true);
        Console.WriteLine($"{kind.Name}: {events} events in {await chain.GetBlockNumberAsync(cancellationToken)} blocks, generated in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
    }
}
