namespace ReFlow.Api.Tests;

/// <summary>Indexes block after block, as the indexer does, until it is disposed.</summary>
sealed class BlockProducer : IAsyncDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly Task _producing;

    BlockProducer(ApiHost api) => _producing = ProduceAsync(api);

    public static async Task<BlockProducer> StartAsync(ApiHost api)
    {
        await using var context = api.OpenReadModel();
        await context.IndexBlockAsync(1, ReadModel.BlockTime, 1);
        return new BlockProducer(api);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _producing;
        _stop.Dispose();
    }

    async Task ProduceAsync(ApiHost api)
    {
        await using var context = api.OpenReadModel();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        for (var number = 2; !_stop.IsCancellationRequested; number++)
        {
            await context.IndexBlockAsync(number, ReadModel.BlockTime.AddSeconds(number), number);
            try
            {
                await timer.WaitForNextTickAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
