using Microsoft.EntityFrameworkCore;
using ReFlow.Chain;
using ReFlow.Data;

namespace ReFlow.Migrator.Database;

/// <summary>Refuses a database that was filled from another chain than the one the node serves.</summary>
sealed class ChainMatch(EthereumClient chain, IDbContextFactory<ReFlowDbContext> contexts)
{
    /// <exception cref="WrongChainException">The node serves another chain id than configured.</exception>
    /// <exception cref="MigratorException">Chain id or genesis differ from those the database was filled from.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        var chainId = await chain.GetChainIdAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.SyncCursors.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } cursor)
            return;

        var genesis = await chain.GetHeaderAsync(BlockReference.FromNumber(0), cancellationToken)
            ?? throw new MigratorException($"The node at {chain.EndpointOrigin} does not know block 0.");
        if (cursor.ChainId != chainId || cursor.GenesisHash != genesis.Hash)
            throw new MigratorException(
                $"The database was filled from chain {cursor.ChainId} with genesis {cursor.GenesisHash}, but the node at {chain.EndpointOrigin} serves chain {chainId} with genesis {genesis.Hash}. "
                + "Start with --reset to begin anew with this chain.");
    }
}
