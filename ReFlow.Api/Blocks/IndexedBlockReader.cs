using Microsoft.EntityFrameworkCore;
using ReFlow.Chain;
using ReFlow.Data;

namespace ReFlow.Api;

/// <summary>Reads indexed blocks, and which loans changed in them.</summary>
sealed class IndexedBlockReader(ReadSnapshot snapshot)
{
    /// <summary>How far below the cursor a reorganisation or a gap between two reads is still noticed, in blocks.</summary>
    public const int WindowBlocks = 64;

    readonly Lock _gate = new();
    Task<IReadOnlyList<Address>>? _changedLoans;

    /// <summary>The cursor's block, or null as long as nothing was ever indexed.</summary>
    public Task<IndexedBlock?> CursorAsync(CancellationToken cancellationToken) =>
        snapshot.ReadAsync((_, asOf, _) => Task.FromResult(asOf), cancellationToken);

    /// <summary>Loans that changed in <paramref name="asOf"/>. A snapshot has one such block, so the answer is read once.</summary>
    public Task<IReadOnlyList<Address>> ChangedLoansAsync(IndexedBlock asOf, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _changedLoans ??= snapshot.ReadAsync<IReadOnlyList<Address>>(
                async (context, _, token) => await context.Loans
                    .Where(loan => loan.UpdatedBlockNumber == asOf.Number)
                    .OrderBy(loan => loan.Address)
                    .Select(loan => loan.Address)
                    .ToListAsync(token),
                cancellationToken);
        }
    }

    /// <summary>The newest blocks up to the cursor, oldest first, with the loans that last changed in each.</summary>
    public Task<IReadOnlyList<IndexedBlock>> NewestAsync(CancellationToken cancellationToken) =>
        snapshot.ReadAsync(NewestAsync, cancellationToken);

    static async Task<IReadOnlyList<IndexedBlock>> NewestAsync(ReFlowDbContext context, IndexedBlock? cursor, CancellationToken cancellationToken)
    {
        if (cursor is null)
            return [];

        var above = cursor.Number - WindowBlocks;
        var blocks = await context.Blocks
            .Where(block => block.Number > above && block.Number < cursor.Number)
            .OrderBy(block => block.Number)
            .Select(block => new IndexedBlock(block.Number, block.Hash, block.Timestamp, false, null))
            .ToListAsync(cancellationToken);
        var changes = await context.Loans
            .Where(loan => loan.UpdatedBlockNumber > above)
            .Select(loan => new { loan.UpdatedBlockNumber, loan.Address })
            .ToListAsync(cancellationToken);
        var changedIn = changes.ToLookup(change => change.UpdatedBlockNumber, change => change.Address);

        // The cursor's own block comes from the cursor: headers of old blocks may have been pruned, or skipped in a backfill.
        return [.. blocks.Append(cursor).Select(block => block with { Loans = [.. changedIn[block.Number]] })];
    }
}
