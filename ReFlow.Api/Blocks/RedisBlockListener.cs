using ReFlow.Data;
using StackExchange.Redis;

namespace ReFlow.Api;

/// <summary>Turns each message on <see cref="IndexedBlockMessage.Channel"/> into a signal. Redis down costs up to a second, nothing else.</summary>
sealed class RedisBlockListener(IServiceProvider services, BlockSignal signal, TimeProvider time, ILogger<RedisBlockListener> logger)
    : BackgroundService
{
    static readonly TimeSpan s_retryInterval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Resolved here and not injected: connecting waits for an absent Redis, and the service must not start late for it.
        var redis = services.GetRequiredService<IConnectionMultiplexer>();

        // Once made, a subscription survives reconnects by itself; only the first one needs Redis to be up.
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var messages = await redis.GetSubscriber().SubscribeAsync(RedisChannel.Literal(IndexedBlockMessage.Channel));
                messages.OnMessage(_ => signal.Raise());
                return;
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                Log.RedisUnavailable(logger, exception.Message);
                await Task.Delay(s_retryInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
