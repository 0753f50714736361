using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ReFlow.Hosting.Anvil;

/// <summary>
/// Renews the copy of the chain's state while it runs, so that a kill in the middle of a save costs seconds, not the chain. The copy
/// must not lie further back than the blocks that readers of the chain hold for final.
/// </summary>
sealed class AnvilStateKeeper(AnvilStateFile file, ILogger logger, TimeProvider time) : BackgroundService
{
    internal static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await file.RenewCopyAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A full disk or a strange file costs the copy, not the graph; the next tick tries again.
                Log.AnvilCopyFailed(logger, e);
            }
        }
    }
}
