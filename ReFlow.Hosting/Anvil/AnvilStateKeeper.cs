using Microsoft.Extensions.Hosting;

namespace ReFlow.Hosting.Anvil;

/// <summary>Renews the copy of the chain's state while it runs, so that a kill in the middle of a save costs a minute, not the chain.</summary>
sealed class AnvilStateKeeper(AnvilStateFile file, TimeProvider time) : BackgroundService
{
    static readonly TimeSpan s_period = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await file.RenewCopyAsync(stoppingToken);
    }
}
