using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using ReFlow.Data;

namespace ReFlow.Api;

/// <summary>
/// One consistent view of the read model for one operation: every read happens in one repeatable-read transaction, so that all
/// figures of an answer belong to the block that <c>asOf</c> names. Reads take turns, because a connection serves one at a time.
/// </summary>
sealed class ReadSnapshot(IDbContextFactory<ReFlowDbContext> contexts) : IAsyncDisposable
{
    readonly SemaphoreSlim _turn = new(1, 1);
    ReFlowDbContext? _context;
    IDbContextTransaction? _transaction;

    /// <summary>The block that everything read so far belongs to; null when nothing was read, or nothing was ever indexed.</summary>
    public IndexedBlock? AsOf { get; private set; }

    /// <summary>Runs one read. <c>asOf</c> is null as long as nothing was ever indexed.</summary>
    public async Task<T> ReadAsync<T>(Func<ReFlowDbContext, IndexedBlock?, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var context = _context ?? await OpenAsync(cancellationToken);
            return await read(context, AsOf, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
            await _transaction.DisposeAsync();
        if (_context is not null)
            await _context.DisposeAsync();
        _turn.Dispose();
    }

    async Task<ReFlowDbContext> OpenAsync(CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
            _transaction = await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            // Below 0 stands the cursor of an indexer that has not read the genesis block yet.
            AsOf = await context.SyncCursors
                .Where(cursor => cursor.BlockNumber >= 0)
                .Select(cursor => new IndexedBlock(cursor.BlockNumber, cursor.BlockHash, cursor.BlockTime, cursor.IsOrphaned, null))
                .SingleOrDefaultAsync(cancellationToken);
            return _context = context;
        }
        catch
        {
            await context.DisposeAsync();
            throw;
        }
    }
}
