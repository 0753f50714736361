using ReFlow.Chain.JsonRpc;

namespace ReFlow.Chain.Proofs;

/// <summary>
/// A block's logs, all of them, proven against the block's hash: the header hashes to it, and the receipts that hold the logs make up the
/// root in that header. A node cannot leave a log out, add one or change its contract, topics, data or place unseen. Receipts do not hold
/// transaction hashes: these stay the node's word.
/// </summary>
public static class ProvenLogs
{
    /// <summary>Reads one block's header and receipts and proves its logs; in the order of the block.</summary>
    /// <exception cref="LogProofException">The node's answer does not add up to <paramref name="blockHash"/>.</exception>
    /// <exception cref="JsonRpcException">Kind UnknownBlock when the node does not have the block.</exception>
    public static async Task<IReadOnlyList<LogEntry>> ReadAsync(EthereumClient chain, Hash32 blockHash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var header = await chain.RequestAsync<SealedHeader>("eth_getBlockByHash", [blockHash, false], cancellationToken)
            ?? throw new JsonRpcException("eth_getBlockByHash", JsonRpcErrorKind.UnknownBlock, $"the node does not have block {blockHash}");
        var receipts = await chain.RequestAsync<IReadOnlyList<BlockReceipt>>("eth_getBlockReceipts", [blockHash], cancellationToken)
            ?? throw new JsonRpcException("eth_getBlockReceipts", JsonRpcErrorKind.UnknownBlock, $"the node does not have block {blockHash}");
        return Prove(blockHash, header, receipts);
    }

    /// <exception cref="LogProofException">Header and receipts do not add up to <paramref name="blockHash"/>.</exception>
    public static IReadOnlyList<LogEntry> Prove(Hash32 blockHash, SealedHeader header, IReadOnlyList<BlockReceipt> receipts)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(receipts);
        if (header.ComputeHash() is var hash && hash != blockHash)
            throw new LogProofException($"The header of block {header.Number} was expected to hash to {blockHash}; its fields hash to {hash}.");

        BlockReceipt[] ordered = [.. receipts.OrderBy(receipt => receipt.TransactionIndex)];
        var root = MerklePatriciaTrie.RootOfList([.. ordered.Select(receipt => receipt.Encode())]);
        if (root != header.ReceiptsRoot)
        {
            throw new LogProofException(
                $"The receipts of block {header.Number} ({blockHash}) were expected to have the root {header.ReceiptsRoot}; the {receipts.Count} that came have {root}.");
        }

        LogEntry[] logs = [.. ordered.SelectMany(receipt => receipt.Logs)];
        for (var index = 0; index < logs.Length; index++)
        {
            if (logs[index].LogIndex != index)
                throw new LogProofException($"Log {index} of block {header.Number} ({blockHash}) was expected to have that index; it says {logs[index].LogIndex}.");
        }

        return logs;
    }
}
