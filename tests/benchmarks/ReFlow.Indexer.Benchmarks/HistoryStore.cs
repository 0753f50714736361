using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using ReFlow.Chain.Contracts;
using ReFlow.Hosting.State;
using ReFlow.Testing;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>Generated histories as Anvil's state files under <c>artifacts/benchmarks</c>, made once and loaded afterwards.</summary>
static class HistoryStore
{
    // A fixed genesis, so that every block hash is the same in each generation.
    public const long GenesisSeconds = 1_700_000_000;

    // For a fork and for loading too: the genesis block is each Anvil's own, and has the same hash only when made alike.
    static readonly string[] s_genesis = ["--timestamp", GenesisSeconds.ToString(CultureInfo.InvariantCulture), "--gas-limit", "1000000000"];

    public static async Task<History> StartAsync(HistoryKind kind, CancellationToken cancellationToken = default)
    {
        if (kind.IsLarge)
            return await GenerateAsync(kind, cancellationToken);

        // The factory's address follows from the contracts' code: changed contracts make another history.
        var contracts = DevelopmentDeployment.Factory.ToString()[2..10];
        var file = Path.Combine(RepositoryRoot.Find(), "artifacts", "benchmarks", $"{kind.Name}-{contracts}.json");
        if (!File.Exists(file))
        {
            await using var generated = await GenerateAsync(kind, cancellationToken);
            await SaveAsync(generated, file, cancellationToken);
        }

        return new History(await AnvilProcess.StartAsync([.. s_genesis, "--load-state", file], cancellationToken: cancellationToken));
    }

    static async Task<History> GenerateAsync(HistoryKind kind, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        Console.WriteLine($"{kind.Name}: generating ...");
        // Anvil computes the root of its whole state for each block, which soon takes longer than all else; of a fork's it computes none.
        var origin = await AnvilProcess.StartAsync(s_genesis, cancellationToken: cancellationToken);
        var fork = await AnvilProcess.StartAsync([.. s_genesis, "--fork-url", origin.Url, "--prune-history"], cancellationToken: cancellationToken);
        var history = new History(fork, origin);
        try
        {
            var events = await new HistoryGenerator(history.Chain, kind).RunAsync(cancellationToken);
            var blocks = await history.Chain.GetBlockNumberAsync(cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind.Name}: {events} events in {blocks} blocks, generated in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s"));
            return history;
        }
        catch
        {
            await history.DisposeAsync();
            throw;
        }
    }

    static async Task SaveAsync(History history, string file, CancellationToken cancellationToken)
    {
        var state = await history.Chain.RequestAsync<byte[]>("anvil_dumpState", [], cancellationToken)
            ?? throw new InvalidOperationException("Anvil gave no state.");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using (var output = File.Create(file + ".tmp"))
        await using (var unpacked = new GZipStream(new MemoryStream(state), CompressionMode.Decompress))
            await unpacked.CopyToAsync(output, cancellationToken);
        File.Move(file + ".tmp", file, overwrite: true);
    }
}
