using System.Globalization;
using ReFlow.Chain.JsonRpc;

namespace ReFlow.Chain;

/// <summary>Checks that an answer about blocks is about the blocks that were asked for; an answer that is not is as good as none.</summary>
static class BlockLogs
{
    public static BlockHeader Require(BlockHeader? header, long number)
    {
        if (header is null)
            throw new JsonRpcException("eth_getBlockByNumber", JsonRpcErrorKind.UnknownBlock, Invariant($"the node does not have block {number}"));
        return header.Number == number
            ? header
            : throw new JsonRpcException(
                "eth_getBlockByNumber", JsonRpcErrorKind.Unavailable, Invariant($"asked for block {number}, seen block {header.Number}"));
    }

    public static IReadOnlyList<LogEntry> RequireOneBlock(IReadOnlyList<LogEntry> logs, Hash32 blockHash) =>
        logs.All(log => log?.BlockHash == blockHash)
            ? logs
            : throw Unusable(Invariant($"asked for the logs of block {blockHash}, seen one of another block"));

    public static IReadOnlyList<LogEntry> RequireRange(IReadOnlyList<LogEntry> logs, long fromBlock, BlockHeader last)
    {
        foreach (var log in logs)
        {
            if (log is null || log.BlockNumber < fromBlock || log.BlockNumber > last.Number)
                throw Unusable(Invariant($"asked for the logs of blocks {fromBlock} to {last.Number}, seen one of block {log?.BlockNumber}"));
            if (log.BlockNumber == last.Number && log.BlockHash != last.Hash)
                throw Unusable(Invariant($"block {last.Number} has the hash {last.Hash}, but a log of it says {log.BlockHash}"));
        }

        return logs;
    }

    static JsonRpcException Unusable(string message) => new("eth_getLogs", JsonRpcErrorKind.Unavailable, message);

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
