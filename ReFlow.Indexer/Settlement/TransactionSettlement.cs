using ReFlow.Data;
using ReFlow.Indexer.Outbox;

namespace ReFlow.Indexer.Settlement;

/// <summary>
/// Finds out what becomes of announced transactions that leave no event: those that revert, are replaced or dropped, or do something that the
/// read model keeps no event of. Runs during one writer's time in office; its writes carry that writer's epoch.
/// </summary>
sealed class TransactionSettlement(
    TransactionJudge judge, SettlementStore store, OutboxSignal outbox, IndexerOptions options, TimeProvider time, ILogger<TransactionSettlement> logger)
{
    readonly AnnouncementRound _pending = new(announced => announced.Status == TransactionStatus.Pending);
    readonly AnnouncementRound _dropped = new(announced => announced.Failure == TransactionFailure.Dropped);
    readonly LostRows _lostRows = new(store);
    long _lookedAgainAt = time.GetTimestamp();

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
        var isSecondLook = time.GetElapsedTime(_lookedAgainAt) >= options.RecheckInterval;
        // Before anything is tried: what fails must not be tried by each pass again, in front of everything else.
        if (isSecondLook)
            _lookedAgainAt = time.GetTimestamp();
        await store.ReconcileAsync(epoch, cancellationToken);
        if (await store.FindCursorAsync(cancellationToken) is not { } cursor)
            return;
        await JudgePendingAsync(cursor, epoch, cancellationToken);
        if (!isSecondLook)
            return;
        await LookForDroppedAsync(cursor, epoch, cancellationToken);
        await _lostRows.RestoreSomeAsync(epoch, cancellationToken);
    }

    async Task JudgePendingAsync(SyncCursor cursor, long epoch, CancellationToken cancellationToken)
    {
        var page = await store.ReadPageAsync(_pending, cancellationToken);
        foreach (var announced in page)
        {
            // Before it is judged: one that fails must not be the first again.
            _pending.Passed(announced);
            await SettleAsync(announced, await judge.JudgeAsync(announced, cursor, cancellationToken), epoch, cancellationToken);
        }

        if (page.Count == AnnouncementRound.PageSize)
            return;
        _pending.Restart(DateTimeOffset.UnixEpoch);
        judge.EndRound();
    }

    // A transaction that every pool forgot may still be in somebody's, and be mined.
    async Task LookForDroppedAsync(SyncCursor cursor, long epoch, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - options.RecheckFor;
        if (_dropped.After.CreatedAt < since)
            _dropped.Restart(since);
        var page = await store.ReadPageAsync(_dropped, cancellationToken);
        foreach (var announced in page)
        {
            _dropped.Passed(announced);
            await SettleAsync(announced, await judge.FindReceiptAsync(announced, cursor, cancellationToken), epoch, cancellationToken);
        }

        if (page.Count < AnnouncementRound.PageSize)
            _dropped.Restart(since);
    }

    async Task SettleAsync(AnnouncedTransaction announced, Verdict? verdict, long epoch, CancellationToken cancellationToken)
    {
        if (verdict is null || !await store.SettleAsync(announced, verdict, epoch, cancellationToken))
            return;
        Log.TransactionSettled(logger, announced.TxHash, verdict.Failure?.ToString() ?? "Confirmed", verdict.BlockNumber);
        outbox.Set();
    }
}
