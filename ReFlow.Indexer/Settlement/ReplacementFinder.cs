using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;
using ReFlow.Data;

namespace ReFlow.Indexer.Settlement;

/// <summary>Finds the transaction that used a nonce: the block by bisection over the sender's count, then the transaction in it.</summary>
sealed class ReplacementFinder(EthereumClient chain)
{
    // An announcement can come a little after the transaction that replaces it.
    const long BlocksBeforeAnnouncement = 64;

    /// <summary>Null when the node does not remember the state of the blocks in question.</summary>
    public async Task<Hash32?> FindAsync(AnnouncedTransaction announced, long upTo, CancellationToken cancellationToken)
    {
        try
        {
            return await BisectAsync(announced, upTo, cancellationToken) is { } block ? await FindInAsync(announced, block, cancellationToken) : null;
        }
        catch (JsonRpcException exception) when (!exception.IsTransient)
        {
            // Who replaced it is good to know, that it was replaced is what counts.
            return null;
        }
    }

    async Task<long?> BisectAsync(AnnouncedTransaction announced, long upTo, CancellationToken cancellationToken)
    {
        var unused = Math.Max(0, announced.AnnouncedBlockNumber - BlocksBeforeAnnouncement);
        var used = upTo;
        if (await IsUsedAtAsync(unused))
            return null;
        while (used - unused > 1)
        {
            var middle = unused + ((used - unused) / 2);
            if (await IsUsedAtAsync(middle))
                used = middle;
            else
                unused = middle;
        }

        return used;

        async Task<bool> IsUsedAtAsync(long block) => await chain.GetTransactionCountAsync(announced.Sender, block, cancellationToken) > announced.Nonce;
    }

    async Task<Hash32?> FindInAsync(AnnouncedTransaction announced, long block, CancellationToken cancellationToken)
    {
        var withTransactions = await chain.RequestAsync<FullBlock>("eth_getBlockByNumber", [block, true], cancellationToken);
        return withTransactions?.Transactions.FirstOrDefault(mined => mined.From == announced.Sender && mined.Nonce == announced.Nonce)?.Hash;
    }

    sealed record FullBlock(IReadOnlyList<MinedTransaction> Transactions);

    sealed record MinedTransaction(Hash32 Hash, Address From, long Nonce);
}
