using System.Diagnostics;
using System.Globalization;
using Npgsql;
using ReFlow.Chain.Contracts;
using ReFlow.Hosting.Ports;
using ReFlow.Hosting.State;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>Runs Ponder with an equivalent schema as a process of its own, cold: its cache of the chain lies in the same empty database.</summary>
static class PonderProcess
{
    public const string Schema = "ponder";

    /// <summary>How often the tuned one is given the same node: each URL has a rate limit of its own, which starts at 20 requests a second.</summary>
    const int TunedUrls = 16;

    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    // After it calls itself ready it reads the blocks that it does not hold for final.
    static readonly TimeSpan s_patienceAfterReady = TimeSpan.FromSeconds(60);

    /// <summary>Until it has stored what our indexer has.</summary>
    /// <exception cref="InvalidOperationException">It ended early, or its totals are not ours.</exception>
    public static async Task<Measured> IndexAsync(string chainUrl, bool isTuned, string database, ReadModelTotals expected)
    {
        await PonderPackages.InstallAsync();
        using var reservation = PortReservation.Take();
        using var http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{reservation.Port}")) };
        var ready = 0L;
        var measured = await MeasuredProcess.RunAsync(
            Start(chainUrl, isTuned, database, reservation.Port), IsDoneAsync, async () => (await ReadModelTotals.OfPonderAsync(database)).Events);
        var totals = await ReadModelTotals.OfPonderAsync(database);
        return totals == expected ? measured : throw new InvalidOperationException(
            $"Ponder's totals are not the indexer's.{Environment.NewLine}Ponder:  {totals}{Environment.NewLine}Indexer: {expected}");

        async Task<bool> IsDoneAsync()
        {
            await Task.Delay(s_pause);
            if (ready == 0)
            {
                if (!await IsReadyAsync(http))
                    return false;
                ready = Stopwatch.GetTimestamp();
            }

            // Too few for too long ends the run as well; the totals then say what is missing.
            return (await ReadModelTotals.OfPonderAsync(database)).Events >= expected.Events || Stopwatch.GetElapsedTime(ready) > s_patienceAfterReady;
        }
    }

    static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync(new Uri("/ready", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // it does not listen yet
        }
    }

    static ProcessStartInfo Start(string chainUrl, bool isTuned, string database, int port)
    {
        var start = new ProcessStartInfo(
            PonderPackages.Node,
            [PonderPackages.Program, "start", "--schema", Schema, "--hostname", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--log-level", "warn"])
        { WorkingDirectory = PonderPackages.Folder };
        var settings = new NpgsqlConnectionStringBuilder(database);
        start.Environment["DATABASE_URL"] = string.Create(CultureInfo.InvariantCulture,
            $"postgresql://{settings.Username}:{Uri.EscapeDataString(settings.Password!)}@{settings.Host}:{settings.Port}/{settings.Database}");
        start.Environment["REFLOW_ARTIFACTS"] = Path.Combine(RepositoryRoot.Find(), "contracts", "artifacts");
        start.Environment["REFLOW_FACTORY"] = DevelopmentDeployment.Factory.ToString();
        start.Environment["REFLOW_RPC_URLS"] = string.Join(',', Enumerable.Repeat(chainUrl, isTuned ? TunedUrls : 1));
        start.Environment["PONDER_TELEMETRY_DISABLED"] = "true";
        return start;
    }
}
