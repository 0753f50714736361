using Npgsql;
using ReFlow.Data;
using ReFlow.Indexer.Chain;
using ReFlow.Indexer.Folding;
using ReFlow.Indexer.Sync;

namespace ReFlow.Indexer.Storage;

/// <summary>Writes a batch: ledger rows, aggregates, cursor and outbox in one database transaction.</summary>
sealed class ReadModelWriter(NpgsqlDataSource database, ReadModelTables tables, CursorStore cursors, ICommitPoints points, TimeProvider time)
{
    /// <summary>
    /// Moves the read model from <paramref name="from"/> to the batch's last block. What the fold changed in its state is
    /// read before the task is returned, so that the next fold may change it further while this commit is under way.
    /// </summary>
    /// <exception cref="CursorMovedException">Another writer moved the cursor; nothing was written.</exception>
    public async Task CommitAsync(SyncCursor from, ChainBatch batch, ReadModelFold fold, CancellationToken cancellationToken)
    {
        await using var commands = new NpgsqlBatch();
        AddRows(commands.BatchCommands, batch, fold);
        commands.BatchCommands.Add(cursors.Announce(batch.Last, fold.State.ChangedLoans.Select(loan => loan.Address), time.GetUtcNow()));

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // On its own: the rows of a block that another writer committed would fail on their keys before the cursor is looked at.
        await CursorStore.MoveAsync(connection, from, from.At(batch.Last), cancellationToken);
        (commands.Connection, commands.Transaction) = (connection, transaction);
        await commands.ExecuteNonQueryAsync(cancellationToken);
        await CopyRowsAsync(connection, batch, fold.Ledger, cancellationToken);
        if (fold.Ledger.Transactions.Count > 0)
            await ConfirmAnnouncedAsync(connection, cancellationToken);

        await points.ReachedAsync(CommitPoint.BeforeCommit, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await points.ReachedAsync(CommitPoint.AfterCommit, cancellationToken);
    }

    /// <summary>Writes what a fold made and nothing else: no blocks, no logs, no cursor. For a copy of the read model beside the live one.</summary>
    public async Task WriteFoldAsync(NpgsqlConnection connection, ReadModelFold fold, CancellationToken cancellationToken)
    {
        await using var commands = new NpgsqlBatch(connection);
        AddFoldRows(commands.BatchCommands, fold);
        await commands.ExecuteNonQueryAsync(cancellationToken);
        await CopyFoldRowsAsync(connection, fold.Ledger, cancellationToken);
    }

    void AddRows(NpgsqlBatchCommandCollection commands, ChainBatch batch, ReadModelFold fold)
    {
        tables.Blocks.AddTo(commands, batch.Blocks);
        if (batch.Logs.Count == 0)
            return;

        tables.ChainLogs.AddTo(commands, batch.Logs);
        AddFoldRows(commands, fold);
    }

    // Users and loans first, as foreign keys want them.
    void AddFoldRows(NpgsqlBatchCommandCollection commands, ReadModelFold fold)
    {
        var ledger = fold.Ledger;
        // A user whom only an announcement made is first seen on chain now.
        commands.Add(tables.Users.Upsert(ledger.Users, "users.first_seen_block_number < 0"));
        // Before the investments are there: it counts the wallets that have none yet.
        if (PlatformTotalsWriter.Move(fold) is { } move)
            commands.Add(move);
        tables.AddAggregates(commands, fold.State);
        tables.Investments.AddTo(commands, ledger.Investments);
        tables.Transactions.AddTo(commands, ledger.Transactions);
        tables.Distributions.AddTo(commands, ledger.Distributions);
        tables.Claims.AddTo(commands, ledger.Claims);
        tables.TokenTransfers.AddTo(commands, ledger.TokenTransfers);
        tables.Fills.AddTo(commands, ledger.Fills);
        tables.CancelledNonces.AddTo(commands, ledger.CancelledNonces);
        tables.RoleChanges.AddTo(commands, ledger.RoleChanges);
    }

    static async Task ConfirmAnnouncedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var commands = new NpgsqlBatch(connection) { BatchCommands = { PendingTransactions.ConfirmByEvents() } };
        await commands.ExecuteNonQueryAsync(cancellationToken);
    }

    async Task CopyRowsAsync(NpgsqlConnection connection, ChainBatch batch, LedgerRows ledger, CancellationToken cancellationToken)
    {
        await tables.Blocks.CopyAsync(connection, batch.Blocks, cancellationToken);
        await tables.ChainLogs.CopyAsync(connection, batch.Logs, cancellationToken);
        await CopyFoldRowsAsync(connection, ledger, cancellationToken);
    }

    async Task CopyFoldRowsAsync(NpgsqlConnection connection, LedgerRows ledger, CancellationToken cancellationToken)
    {
        await tables.Investments.CopyAsync(connection, ledger.Investments, cancellationToken);
        await tables.Transactions.CopyAsync(connection, ledger.Transactions, cancellationToken);
        await tables.Distributions.CopyAsync(connection, ledger.Distributions, cancellationToken);
        await tables.Claims.CopyAsync(connection, ledger.Claims, cancellationToken);
        await tables.TokenTransfers.CopyAsync(connection, ledger.TokenTransfers, cancellationToken);
        await tables.Fills.CopyAsync(connection, ledger.Fills, cancellationToken);
        await tables.CancelledNonces.CopyAsync(connection, ledger.CancelledNonces, cancellationToken);
        await tables.RoleChanges.CopyAsync(connection, ledger.RoleChanges, cancellationToken);
    }
}
