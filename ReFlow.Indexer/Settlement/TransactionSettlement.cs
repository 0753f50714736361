using ReFlow.Indexer.Outbox;

namespace ReFlow.Indexer.Settlement;

/// <summary>
/// Finds out what becomes of announced transactions that leave no event: those that revert, are replaced or dropped, or do something that the
/// read model keeps no event of. Runs during one writer's time in office; its writes carry that writer's epoch.
/// </summary>
sealed class TransactionSettlement(
    TransactionJudge judge, SettlementStore store, OutboxSignal outbox, IndexerOptions options, TimeProvider time, ILogger<TransactionSettlement> logger)
{
    /// <summary>Looks again and again until cancelled; failures are logged and passed over.</summary>
    public async Task RunAsync(long epoch, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await PassAsync(epoch, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Log.SettlementWaits(logger, exception.Message);
            }

            await Task.Delay(options.SettleInterval, time, cancellationToken);
        }
    }

    async Task PassAsync(long epoch, CancellationToken cancellationToken)
    {
        await store.ReconcileAsync(epoch, cancellationToken);
        var (cursor, pending) = await store.ReadPendingAsync(cancellationToken);
        judge.Forget(pending);
        foreach (var announced in pending)
        {
            if (await judge.JudgeAsync(announced, cursor!, cancellationToken) is not { } verdict)
                continue;
            if (await store.SettleAsync(announced, verdict, epoch, cancellationToken))
            {
                Log.TransactionSettled(logger, announced.TxHash, verdict.Failure?.ToString() ?? "Confirmed", verdict.BlockNumber);
                outbox.Set();
            }
        }
    }
}
