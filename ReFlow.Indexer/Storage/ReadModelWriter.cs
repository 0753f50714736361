using Npgsql;
using ReFlow.Data;
using ReFlow.Indexer.Chain;
using ReFlow.Indexer.Folding;
using ReFlow.Indexer.Sync;

namespace ReFlow.Indexer.Storage;

/// <summary>Writes a batch: ledger rows, aggregates, cursor and outbox in one database transaction.</summary>
sealed class ReadModelWriter(NpgsqlDataSource database, ReadModelTables tables, CursorStore cursors, ICommitPoints points, TimeProvider time)
{
    /// <summary>Moves the read model from <paramref name="from"/> to the batch's last block.</summary>
    /// <exception cref="CursorMovedException">Another writer moved the cursor; nothing was written.</exception>
    public async Task<SyncCursor> CommitAsync(SyncCursor from, ChainBatch batch, ReadModelFold fold, CancellationToken cancellationToken)
    {
        var to = from.At(batch.Last);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // On its own: the rows of a block that another writer committed would fail on their keys before the cursor is looked at.
        await CursorStore.MoveAsync(connection, from, to, cancellationToken);
        await using var commands = new NpgsqlBatch(connection, transaction);
        AddRows(commands.BatchCommands, batch, fold);
        commands.BatchCommands.Add(cursors.Announce(batch.Last, fold.State.ChangedLoans.Select(loan => loan.Address), reorg: false, time.GetUtcNow()));
        await commands.ExecuteNonQueryAsync(cancellationToken);

        await points.ReachedAsync(CommitPoint.BeforeCommit, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await points.ReachedAsync(CommitPoint.AfterCommit, cancellationToken);
        return to;
    }

    void AddRows(NpgsqlBatchCommandCollection commands, ChainBatch batch, ReadModelFold fold)
    {
        commands.Add(tables.Blocks.Insert(batch.Blocks));
        if (batch.Logs.Count == 0)
            return;

        var ledger = fold.Ledger;
        commands.Add(tables.ChainLogs.Insert(batch.Logs));
        commands.Add(tables.Users.InsertMissing(ledger.Users));
        commands.Add(tables.Loans.Upsert(fold.State.ChangedLoans));
        commands.Add(tables.Holdings.Upsert(fold.State.ChangedHoldings));
        commands.Add(tables.Investments.Insert(ledger.Investments));
        commands.Add(tables.Transactions.Insert(ledger.Transactions));
        commands.Add(tables.Distributions.Insert(ledger.Distributions));
        commands.Add(tables.Claims.Insert(ledger.Claims));
        commands.Add(tables.TokenTransfers.Insert(ledger.TokenTransfers));
    }
}
