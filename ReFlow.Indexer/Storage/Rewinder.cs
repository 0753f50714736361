using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Indexer.Folding;
using ReFlow.Indexer.Sync;

namespace ReFlow.Indexer.Storage;

/// <summary>
/// Takes blocks back in one database transaction. Ledger rows above the ancestor are deleted by block; the loans that had logs there are
/// folded again from the log store, by the same fold that made them, so the result is what a fresh index up to the ancestor would hold.
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
        var affected = await AffectedLoansAsync(context, ancestor.Number, cancellationToken);
        await DeleteAboveAsync(connection, ancestor.Number, affected, cancellationToken);
        var fold = await FoldAgainAsync(context, affected, cancellationToken);
        await WriteAsync(connection, fold.State, ancestor, affected, cancellationToken);

        await points.ReachedAsync(CommitPoint.BeforeRewindCommit, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await points.ReachedAsync(CommitPoint.AfterRewindCommit, cancellationToken);
        return to;
    }

    static async Task<Address[]> AffectedLoansAsync(ReFlowDbContext context, long ancestorNumber, CancellationToken cancellationToken)
    {
        var withLogs = context.ChainLogs.Where(log => log.BlockNumber > ancestorNumber).Select(log => log.Address);
        var created = context.Loans.Where(loan => loan.CreatedBlockNumber > ancestorNumber).Select(loan => loan.Address);
        var loans = context.Loans.Select(loan => loan.Address);
        return await withLogs.Union(created).Where(address => loans.Contains(address)).ToArrayAsync(cancellationToken);
    }

    static async Task DeleteAboveAsync(NpgsqlConnection connection, long ancestorNumber, Address[] affected, CancellationToken cancellationToken)
    {
        await using var commands = new NpgsqlBatch(connection);
        foreach (var (table, blockColumn) in ReadModelTables.ByBlock)
            commands.BatchCommands.Add(Delete($"delete from {table} where {blockColumn} > $1", ancestorNumber));
        commands.BatchCommands.Add(Delete("delete from holdings where loan_id = any($1)", affected.Select(DeterministicId.ForLoan).ToArray()));
        commands.BatchCommands.Add(Delete("delete from loans where created_block_number > $1", ancestorNumber));
        commands.BatchCommands.Add(Delete("delete from users where first_seen_block_number > $1", ancestorNumber));
        await commands.ExecuteNonQueryAsync(cancellationToken);
    }

    async Task<ReadModelFold> FoldAgainAsync(ReFlowDbContext context, Address[] affected, CancellationToken cancellationToken)
    {
        var created = affected.Select(loan => (Hash32?)ToTopic(loan)).ToArray();
        var logs = context.ChainLogs.AsNoTracking()
            .Where(log => affected.Contains(log.Address) || (log.Address == contracts.Factory && created.Contains(log.Topic2)))
            .OrderBy(log => log.BlockNumber).ThenBy(log => log.LogIndex);

        var fold = new ReadModelFold(contracts.Factory, FoldState.Empty());
        await foreach (var log in logs.AsAsyncEnumerable().WithCancellation(cancellationToken))
            fold.Apply([log]);
        return fold;
    }

    async Task WriteAsync(NpgsqlConnection connection, FoldState state, Block ancestor, Address[] affected, CancellationToken cancellationToken)
    {
        await using var commands = new NpgsqlBatch(connection);
        commands.BatchCommands.Add(tables.Loans.Upsert(state.ChangedLoans));
        commands.BatchCommands.Add(tables.Holdings.Upsert(state.ChangedHoldings));
        commands.BatchCommands.Add(cursors.Announce(ancestor, affected, reorg: true, time.GetUtcNow()));
        await commands.ExecuteNonQueryAsync(cancellationToken);
    }

    static NpgsqlBatchCommand Delete(string statement, object argument) => new(statement) { Parameters = { new() { Value = argument } } };

    static Hash32 ToTopic(Address address)
    {
        var topic = new byte[Hash32.Length];
        address.ToByteArray().CopyTo(topic, Hash32.Length - Address.Length);
        return Hash32.FromBytes(topic);
    }
}
