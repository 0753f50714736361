using ReFlow.Indexer.Storage;

namespace ReFlow.Indexer.Sync;

/// <summary>Runs one session after the other. What passes by itself is waited for; what does not stops the process with its reason.</summary>
sealed class IndexerWorker(
    IServiceProvider services, SyncState state, IndexerOptions options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<IndexerWorker> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var retry = new RetryPolicy(options);
        while (!stoppingToken.IsCancellationRequested)
        {
            var before = state.Current.LastStepAt;
            try
            {
                await ActivatorUtilities.CreateInstance<IndexerSession>(services).RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (RetryPolicy.IsPermanent(exception))
            {
                state.Stopped(exception.Message);
                Log.Stopped(logger, exception.Message);
                lifetime.StopApplication();
                return;
            }
            catch (Exception exception)
            {
                if (state.Current.LastStepAt != before)
                    retry.Succeeded();
                await WaitAfterAsync(exception, retry.NextDelay(), stoppingToken);
            }
        }
    }

    async Task WaitAfterAsync(Exception exception, TimeSpan delay, CancellationToken stoppingToken)
    {
        state.Failed(exception.Message);
        if (exception is CursorMovedException)
            Log.WriterReplaced(logger, exception.Message);
        else if (RetryPolicy.IsTransient(exception))
            Log.Retrying(logger, exception.Message, delay);
        else
            Log.Failed(logger, exception, delay);
        await Task.Delay(delay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
