using ReFlow.Chain;
using ReFlow.Data;

namespace ReFlow.Indexer.Folding;

/// <summary>Logs as the chain gives them and as the log store keeps them.</summary>
static class ChainLogMapping
{
    public static ChainLog ToChainLog(this LogEntry log, DateTimeOffset blockTime) => new()
    {
        BlockNumber = log.BlockNumber,
        LogIndex = log.LogIndex,
        BlockHash = log.BlockHash,
        BlockTime = blockTime,
        TxHash = log.TransactionHash,
        TransactionIndex = log.TransactionIndex,
        Address = log.Address,
        Topic0 = log.Topics[0],
        Topic1 = log.Topics.Count > 1 ? log.Topics[1] : null,
        Topic2 = log.Topics.Count > 2 ? log.Topics[2] : null,
        Topic3 = log.Topics.Count > 3 ? log.Topics[3] : null,
        Data = log.Data,
    };

    public static LogEntry ToLogEntry(this ChainLog log)
    {
        var topics = new List<Hash32>(4) { log.Topic0 };
        foreach (var topic in new[] { log.Topic1, log.Topic2, log.Topic3 })
        {
            if (topic is { } indexed)
                topics.Add(indexed);
        }

        return new LogEntry(
            log.Address, topics, log.Data, log.BlockNumber, log.BlockHash, log.TxHash, log.TransactionIndex, log.LogIndex, log.BlockTime);
    }
}
