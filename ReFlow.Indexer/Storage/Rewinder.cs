using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Indexer.Folding;
using ReFlow.Indexer.Sync;

namespace ReFlow.Indexer.Storage;

/// <summary>
/// Takes blocks back in one database transaction. Ledger rows above the ancestor are deleted by block; the loans that had logs there, with
/// their offers, and the members are folded again from the log store, by the same fold that made them, so the result is what a fresh index
/// up to the ancestor would hold.
/// </summary>
sealed class Rewinder(
    IDbContextFactory<ReFlowDbContext> contexts, ReadModelTables tables, CursorStore cursors, ContractAddresses contracts, ICommitPoints points, TimeProvider time)
{
    /// <exception cref="CursorMovedException">Another writer moved the cursor; nothing was changed.</exception>
    public async Task<SyncCursor> RewindAsync(SyncCursor from, Block ancestor, CancellationToken cancellationToken)
    {
        var to = from.At(ancestor);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();

        await CursorStore.MoveAsync(connection, from, to, cancellationToken);
        var affected = await RewindScope.FindAsync(context, contracts, ancestor.Number, cancellationToken);
        var lost = await FindRowsOfUsersAboveAsync(connection, ancestor.Number, cancellationToken);
        await DeleteAboveAsync(connection, ancestor.Number, affected, cancellationToken);
        var fold = await FoldAgainAsync(context, affected, cancellationToken);
        await WriteAsync(connection, fold.State, ancestor, affected, lost, from.BlockNumber, cancellationToken);

        await points.ReachedAsync(CommitPoint.BeforeRewindCommit, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await points.ReachedAsync(CommitPoint.AfterRewindCommit, cancellationToken);
        return to;
    }

    static async Task DeleteAboveAsync(NpgsqlConnection connection, long ancestorNumber, RewindScope affected, CancellationToken cancellationToken)
    {
        var loanIds = affected.Loans.Select(DeterministicId.ForLoan).ToArray();
        var memberIds = affected.Members.Select(DeterministicId.ForUser).ToArray();
        await using var commands = new NpgsqlBatch(connection);
        commands.BatchCommands.Add(PendingTransactions.ReopenAbove(ancestorNumber));
        foreach (var (table, blockColumn) in ReadModelTables.ByBlock)
            commands.BatchCommands.Add(Delete($"delete from {table} where {blockColumn} > $1", ancestorNumber));
        foreach (var table in ReadModelTables.ByLoan)
            commands.BatchCommands.Add(Delete($"delete from {table} where loan_id = any($1)", loanIds));
        commands.BatchCommands.Add(Delete("delete from members where user_id = any($1)", memberIds));
        commands.BatchCommands.Add(Delete("delete from loans where created_block_number > $1", ancestorNumber));
        commands.BatchCommands.Add(Delete("delete from users where first_seen_block_number > $1", ancestorNumber));
        await commands.ExecuteNonQueryAsync(cancellationToken);
    }

    async Task<ReadModelFold> FoldAgainAsync(ReFlowDbContext context, RewindScope affected, CancellationToken cancellationToken)
    {
        var fold = new ReadModelFold(contracts, FoldState.Empty());
        await foreach (var log in affected.LogsOf(context).AsAsyncEnumerable().WithCancellation(cancellationToken))
            fold.Apply([log]);
        return fold;
    }

    // Settled announcements of these users need their rows, and a user, again. Those of a loan that goes are found by the search for lost rows once it is back.
    static async Task<IReadOnlyList<byte[]>> FindRowsOfUsersAboveAsync(NpgsqlConnection connection, long ancestorNumber, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { PendingTransactions.FindRowsOfUsersAbove(ancestorNumber) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var hashes = new List<byte[]>();
        while (await reader.ReadAsync(cancellationToken))
            hashes.Add(reader.GetFieldValue<byte[]>(0));
        return hashes;
    }

    async Task WriteAsync(
        NpgsqlConnection connection, FoldState state, Block ancestor, RewindScope affected, IReadOnlyList<byte[]> lost, long takenBackFrom, CancellationToken cancellationToken)
    {
        await using var commands = new NpgsqlBatch(connection);
        tables.AddAggregates(commands.BatchCommands, state);
        commands.BatchCommands.Add(PlatformTotalsWriter.Recompute());
        foreach (var command in (IEnumerable<NpgsqlBatchCommand>)[.. PendingTransactions.RestoreRows(), .. PendingTransactions.RestoreRowsOf(lost)])
            commands.BatchCommands.Add(command);
        commands.BatchCommands.Add(cursors.Announce(ancestor, affected.Loans, time.GetUtcNow(), takenBackFrom));
        await commands.ExecuteNonQueryAsync(cancellationToken);
    }

    static NpgsqlBatchCommand Delete(string statement, object argument) => new(statement) { Parameters = { new() { Value = argument } } };
}
