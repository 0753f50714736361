using Microsoft.EntityFrameworkCore;
using ReFlow.Chain;
using ReFlow.Data;
using ReFlow.Indexer.Chain;

namespace ReFlow.Indexer.Sync;

/// <summary>Finds the newest indexed block that is still on the node's chain.</summary>
sealed class AncestorFinder(IDbContextFactory<ReFlowDbContext> contexts)
{
    // Most reorganisations are a few blocks deep; one batch finds them.
    const int Stride = 32;

    /// <summary>Whether a head below the cursor's block is an indexed block, so that its node lags. So does one that is below all indexed blocks.</summary>
    public async Task<bool> IsIndexedAsync(BlockHeader head, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await context.Blocks.Where(block => block.Number == head.Number).Select(block => (Hash32?)block.Hash).SingleOrDefaultAsync(cancellationToken);
        return stored is null || stored == head.Hash;
    }

    /// <summary>The newest indexed block below the cursor's that is on the chain of this head, for taking back what is above it.</summary>
    /// <exception cref="IndexerStoppedException">Not one indexed block is on the node's chain.</exception>
    /// <exception cref="InconsistentChainException">The cursor's block is on the chain after all.</exception>
    /// <exception cref="DivergedException">It is below a block that was final.</exception>
    public async Task<Block> FindBelowAsync(EthereumClient node, SyncCursor cursor, BlockHeader head, CancellationToken cancellationToken)
    {
        var ancestor = await FindAsync(node, Math.Min(head.Number, cursor.BlockNumber), cancellationToken);
        if (ancestor.Hash == cursor.BlockHash)
            throw new InconsistentChainException($"The node put block {cursor.BlockNumber} ({cursor.BlockHash}) off its chain and on it again.");
        return ancestor.Number >= (cursor.FinalizedBlockNumber ?? -1) ? ancestor : throw new DivergedException(
            $"The node's chain leaves the indexed one after block {ancestor.Number}, although block {cursor.FinalizedBlockNumber} was final. Nothing was taken back. "
            + "Find out which chain is right; if it is the node's, start again with --reset.");
    }

    async Task<Block> FindAsync(EthereumClient node, long highest, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        while (true)
        {
            var stored = await context.Blocks.AsNoTracking()
                .Where(block => block.Number <= highest)
                .OrderByDescending(block => block.Number)
                .Take(Stride)
                .ToListAsync(cancellationToken);
            if (stored.Count == 0)
                throw new IndexerStoppedException("No indexed block is on the node's chain: the database was filled from another chain. Start with --reset to index this one from the beginning.");

            var headers = await node.GetHeadersAsync(stored[^1].Number, stored[0].Number, cancellationToken);
            var hashes = headers.Select(header => header.Hash).ToHashSet();
            if (stored.Find(block => hashes.Contains(block.Hash)) is { } ancestor)
                return ancestor;
            highest = stored[^1].Number - 1;
        }
    }
}
