using ReFlow.Web.GraphQL;
using ReFlow.Web.Loans;

namespace ReFlow.Web.Live;

/// <summary>Holds the process's one <c>blockIndexed</c> subscription open and feeds <see cref="BlockFeed"/>, for ever, with back-off.</summary>
public sealed class BlockSubscription(ApiSocketAddress address, BlockFeed feed, TimeProvider time, ILogger<BlockSubscription> logger)
    : BackgroundService
{
    static readonly TimeSpan s_firstDelay = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan s_longestDelay = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var attempt = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(() => attempt = 0, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (GraphQLException exception)
            {
                logger.SubscriptionLost(exception.Code, exception.Message);
            }
            feed.Disconnect();
            await Task.Delay(Delay(attempt++), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task FollowAsync(Action onConnected, CancellationToken cancellationToken)
    {
        var uri = await address.ResolveAsync(cancellationToken);
        await using var socket = await GraphQLSocket.ConnectAsync(uri, time, cancellationToken);
        var blocks = socket.SubscribeAsync<BlockIndexedData>(GraphQLDocuments.BlockIndexed, OnSubscribed, cancellationToken);
        await foreach (var data in blocks)
            feed.Announce(data.BlockIndexed);

        void OnSubscribed()
        {
            onConnected();
            logger.SubscriptionConnected(uri);
            feed.Connect();
        }
    }

    // Full jitter above half of the step: many web servers do not come back in the same instant.
    static TimeSpan Delay(int attempt)
    {
        var step = Math.Min(s_longestDelay.TotalMilliseconds, s_firstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, 10)));
        return TimeSpan.FromMilliseconds(step * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    sealed record BlockIndexedData(IndexedBlock BlockIndexed);
}
