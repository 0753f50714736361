using System.Data.Common;
using ReFlow.Chain;

namespace ReFlow.Api;

/// <summary>
/// Watches the cursor and broadcasts each newly indexed block once, and the newest again when the chain has left it or is on it again. A
/// message on Redis only makes it look at once; without one it looks every second. PostgreSQL alone says what was indexed, so a lost,
/// doubled or forged message changes nothing.
/// </summary>
sealed class BlockFeed(IServiceScopeFactory scopes, BlockBroadcast broadcast, BlockSignal signal, ILogger<BlockFeed> logger) : BackgroundService
{
    static readonly TimeSpan s_pollInterval = TimeSpan.FromSeconds(1);

    /// <summary>Bounds the reads per second during a backfill, when messages arrive in hundreds.</summary>
    static readonly TimeSpan s_shortestInterval = TimeSpan.FromMilliseconds(50);

    HashSet<(long Number, Hash32 Hash, bool IsOrphaned)>? _known;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await BroadcastNewAsync(stoppingToken);
                await Task.Delay(s_shortestInterval, stoppingToken);
                await signal.WaitAsync(s_pollInterval - s_shortestInterval, stoppingToken);
            }
            catch (Exception exception) when (exception is DbException or TimeoutException or InvalidOperationException { InnerException: DbException })
            {
                Log.CursorUnreadable(logger, exception);
                await Task.Delay(s_pollInterval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    async Task BroadcastNewAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var newest = await scope.ServiceProvider.GetRequiredService<IndexedBlockReader>().NewestAsync(cancellationToken);

        // The first read says where "now" is. Later ones forget what a reorganisation took back, so that it may come again.
        var known = _known;
        _known = [.. newest.Select(block => Key(block))];
        if (known is null)
            return;
        foreach (var block in newest.Where(block => !known.Contains(Key(block))))
            broadcast.Publish(block);
    }

    static (long, Hash32, bool) Key(IndexedBlock block) => (block.Number, block.Hash, block.IsOrphaned);
}
