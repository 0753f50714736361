using ReFlow.Chain;

namespace ReFlow.Indexer.Chain;

/// <summary>What tells one chain from another: its id, and the hash of block 0 for development chains that share an id.</summary>
sealed record ChainIdentity(long ChainId, Hash32 GenesisHash)
{
    /// <exception cref="WrongChainException">The node serves another chain than the configured one.</exception>
    public static async Task<ChainIdentity> ReadAsync(EthereumClient chain, CancellationToken cancellationToken)
    {
        var chainId = await chain.GetChainIdAsync(cancellationToken);
        var genesis = await chain.GetHeaderAsync(BlockReference.FromNumber(0), cancellationToken)
            ?? throw new InconsistentChainException("The node does not know block 0.");
        return new ChainIdentity(chainId, genesis.Hash);
    }
}
