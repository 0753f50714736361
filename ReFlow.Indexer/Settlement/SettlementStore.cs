using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReFlow.Data;
using ReFlow.Indexer.Storage;

namespace ReFlow.Indexer.Settlement;

/// <summary>Reads pending announcements and stores verdicts, as the writer of an epoch.</summary>
sealed class SettlementStore(IDbContextFactory<ReFlowDbContext> contexts, NpgsqlDataSource database, CursorStore cursors, TimeProvider time)
{
    // By hash, and without the cursor: tens of milliseconds. With the cursor, each commit waits for what is restored.
    const int LookedAtAtOnce = 10_000;
    const int RestoredAtOnce = 500;

    /// <summary>The read model's block, which transactions are judged at; null when nothing was indexed yet.</summary>
    public async Task<SyncCursor?> FindCursorAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.SyncCursors.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<AnnouncedTransaction>> ReadPageAsync(AnnouncementRound round, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (createdAt, txHash) = round.After;
        return await context.AnnouncedTransactions
            .FromSql($"select * from announced_transactions where (created_at, tx_hash) > ({createdAt}, {txHash})")
            .AsNoTracking()
            .Where(round.Condition)
            .OrderBy(announced => announced.CreatedAt).ThenBy(announced => announced.TxHash)
            .Take(AnnouncementRound.PageSize)
            .ToListAsync(cancellationToken);
    }

    /// <summary>What needs no question to the node: events that came after all, rows whose loan is known now.</summary>
    public Task ReconcileAsync(long epoch, CancellationToken cancellationToken) =>
        ExecuteAsync([PendingTransactions.ReopenFound(), PendingTransactions.ConfirmByEvents(), .. PendingTransactions.RestoreRows()], epoch, cancellationToken);

    /// <summary>Of the next announcements after a hash, those that lack their row; and where to go on, which is null at the end.</summary>
    public async Task<(IReadOnlyList<byte[]> Lost, byte[]? Last)> FindWithoutRowAsync(byte[] after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlBatch(connection) { BatchCommands = { PendingTransactions.FindWithoutRow(after, LookedAtAtOnce, RestoredAtOnce) } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var lost = new List<byte[]>();
        byte[]? last = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            var hash = reader.GetFieldValue<byte[]>(0);
            if (reader.GetBoolean(1))
                lost.Add(hash);
            else
                last = hash;
        }

        return (lost, lost.Count == RestoredAtOnce ? lost[^1] : last);
    }

    public Task RestoreRowsAsync(IReadOnlyList<byte[]> hashes, long epoch, CancellationToken cancellationToken) =>
        ExecuteAsync(PendingTransactions.RestoreRowsOf(hashes), epoch, cancellationToken);

    /// <summary>Stores a verdict; false when its block is not indexed or no longer on the chain.</summary>
    public async Task<bool> SettleAsync(AnnouncedTransaction announced, Verdict verdict, long epoch, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        await using (var fence = new NpgsqlBatch(connection) { BatchCommands = { Fence(epoch) } })
        {
            if (await fence.ExecuteScalarAsync(cancellationToken) is null)
                throw new CursorMovedException($"Another writer has taken over from epoch {epoch}.");
        }

        var block = await context.Blocks.AsNoTracking().SingleOrDefaultAsync(row => row.Number == verdict.BlockNumber, cancellationToken);
        if (block?.Hash != verdict.BlockHash)
            return false;

        var loans = await context.Loans.Where(loan => loan.Id == announced.LoanId).Select(loan => loan.Address).ToListAsync(cancellationToken);
        var cursor = await context.SyncCursors.AsNoTracking().SingleAsync(cancellationToken);
        await using var commands = new NpgsqlBatch(connection);
        commands.BatchCommands.Add(PendingTransactions.Settle(announced.TxHash, verdict.Failure, verdict.ReplacedBy, verdict.BlockNumber, verdict.BlockHash));
        commands.BatchCommands.Add(cursors.Announce(cursor.ToBlock(), loans, time.GetUtcNow()));
        await commands.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    async Task ExecuteAsync(IReadOnlyList<NpgsqlBatchCommand> work, long epoch, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var commands = new NpgsqlBatch(connection) { BatchCommands = { Fence(epoch) } };
        foreach (var command in work)
            commands.BatchCommands.Add(command);
        await using (var reader = await commands.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
                throw new CursorMovedException($"Another writer has taken over from epoch {epoch}.");
        }

        await transaction.CommitAsync(cancellationToken);
    }

    // Shared, so that neither a rewind nor a new writer moves the cursor before this is committed.
    static NpgsqlBatchCommand Fence(long epoch) => new("select id from sync_cursor where epoch = $1 for share") { Parameters = { new() { Value = epoch } } };
}
