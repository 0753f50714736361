using Microsoft.EntityFrameworkCore;
using ReFlow.Chain;
using ReFlow.Data;

namespace ReFlow.Operator.Sending;

/// <summary>
/// The operator's durable record. Every write checks the lease's epoch under a row lock in its own transaction, so that a process
/// that lost the lease without noticing changes nothing.
/// </summary>
sealed class TransactionStore(IDbContextFactory<ReFlowDbContext> contexts, long chainId, Address sender)
{
    static readonly OperatorTransactionStatus[] s_open =
        [OperatorTransactionStatus.Prepared, OperatorTransactionStatus.Accepted, OperatorTransactionStatus.Mined];

    /// <summary>Transactions that have not come to an end, by nonce, with their attempts.</summary>
    public async Task<IReadOnlyList<OperatorTransaction>> GetOpenAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Own(context)
            .Where(transaction => s_open.Contains(transaction.Status))
            .Include(transaction => transaction.Attempts.OrderBy(attempt => attempt.Number))
            .OrderBy(transaction => transaction.Nonce)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
    }

    /// <summary>Everything that was ever sent to these loans, without the attempts.</summary>
    public async Task<ILookup<Address, OperatorTransaction>> GetByLoansAsync(IReadOnlyCollection<Address> loans, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var transactions = await Own(context).Where(transaction => loans.Contains(transaction.LoanAddress)).AsNoTracking().ToListAsync(cancellationToken);
        return transactions.ToLookup(transaction => transaction.LoanAddress);
    }

    /// <summary>The highest nonce whose transaction is in a final block; null when there is none.</summary>
    public async Task<long?> GetHighestFinalNonceAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Own(context)
            .Where(transaction => transaction.Status == OperatorTransactionStatus.Final || transaction.Status == OperatorTransactionStatus.Reverted)
            .MaxAsync(transaction => (long?)transaction.Nonce, cancellationToken);
    }

    /// <summary>Hash of block 0 of the chain that the read model follows; null before it follows one.</summary>
    public async Task<Hash32?> GetGenesisHashAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.SyncCursors.Where(cursor => cursor.ChainId == chainId).Select(cursor => (Hash32?)cursor.GenesisHash).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Takes all transactions from a nonce on back to where only their bytes are known, whatever had become of them.</summary>
    /// <exception cref="LeaseLostException">The epoch is no longer ours.</exception>
    public async Task ReopenAsync(long fromNonce, long epoch, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var databaseTransaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await FenceAsync(context, epoch, cancellationToken);
        await Own(context).Where(row => row.Nonce >= fromNonce).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Status, OperatorTransactionStatus.Prepared)
                .SetProperty(row => row.MinedTxHash, (Hash32?)null)
                .SetProperty(row => row.BlockNumber, (long?)null)
                .SetProperty(row => row.BlockHash, (Hash32?)null)
                .SetProperty(row => row.Reason, (string?)null),
            cancellationToken);
        await databaseTransaction.CommitAsync(cancellationToken);
    }

    /// <summary>
    /// Allocates the next nonce and stores what <paramref name="sign"/> makes of it, in one transaction. When the intent has a row
    /// already, that row is returned and nothing is signed.
    /// </summary>
    /// <exception cref="LeaseLostException">The epoch is no longer ours.</exception>
    public async Task<OperatorTransaction> AddAsync(
        Intent intent, long epoch, long chainNonce, Func<long, CancellationToken, Task<OperatorTransaction>> sign, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var databaseTransaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await FenceAsync(context, epoch, cancellationToken);

        var existing = await context.OperatorTransactions.Include(row => row.Attempts)
            .SingleOrDefaultAsync(row => row.IntentKey == intent.Key, cancellationToken);
        if (existing is not null)
            return existing;

        var highest = await Own(context).MaxAsync(row => (long?)row.Nonce, cancellationToken);
        var row = await sign(Math.Max(chainNonce, highest + 1 ?? 0), cancellationToken);
        context.OperatorTransactions.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        await databaseTransaction.CommitAsync(cancellationToken);
        return row;
    }

    /// <summary>Adds a replacement to a row: a new attempt with the same nonce.</summary>
    /// <exception cref="LeaseLostException">The epoch is no longer ours.</exception>
    public Task AddAttemptAsync(OperatorAttempt attempt, long epoch, CancellationToken cancellationToken) =>
        WriteAsync(epoch, context => context.Add(attempt), cancellationToken);

    /// <summary>Stores a row's status and what led to it.</summary>
    /// <exception cref="LeaseLostException">The epoch is no longer ours.</exception>
    public Task SaveAsync(OperatorTransaction transaction, long epoch, CancellationToken cancellationToken) =>
        WriteAsync(
            epoch,
            context =>
            {
                // The row alone: its attempts never change.
                context.Entry(transaction).State = EntityState.Modified;
            },
            cancellationToken);

    async Task WriteAsync(long epoch, Action<ReFlowDbContext> change, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var databaseTransaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await FenceAsync(context, epoch, cancellationToken);
        change(context);
        await context.SaveChangesAsync(cancellationToken);
        await databaseTransaction.CommitAsync(cancellationToken);
    }

    // The row lock also puts nonce allocation in line: two transactions cannot read the same highest nonce.
    async Task FenceAsync(ReFlowDbContext context, long epoch, CancellationToken cancellationToken)
    {
        var held = await context.OperatorLeases
            .FromSql($"SELECT * FROM operator_leases WHERE chain_id = {chainId} AND sender = {sender.ToByteArray()} AND epoch = {epoch} FOR UPDATE")
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        if (held.Count == 0)
            throw new LeaseLostException($"Epoch {epoch} of the key {sender} is over: another process sends with it now.");
    }

    IQueryable<OperatorTransaction> Own(ReFlowDbContext context) =>
        context.OperatorTransactions.Where(transaction => transaction.ChainId == chainId && transaction.Sender == sender);
}
