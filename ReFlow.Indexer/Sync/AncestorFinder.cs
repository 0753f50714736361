using Microsoft.EntityFrameworkCore;
using ReFlow.Chain;
using ReFlow.Data;

namespace ReFlow.Indexer.Sync;

/// <summary>Finds the newest indexed block that is still on the node's chain.</summary>
sealed class AncestorFinder(IDbContextFactory<ReFlowDbContext> contexts)
{
    // Most reorganisations are a few blocks deep; one batch finds them.
    const int Stride = 32;

    /// <exception cref="IndexerStoppedException">Not one indexed block is on the node's chain.</exception>
    public async Task<Block> FindAsync(EthereumClient node, long highest, CancellationToken cancellationToken)
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
