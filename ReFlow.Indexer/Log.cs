using ReFlow.Chain;

namespace ReFlow.Indexer;

static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "Following the chain at {Endpoint} from block {BlockNumber}, epoch {Epoch}.")]
    public static partial void Following(ILogger logger, long blockNumber, long epoch, string endpoint);

    [LoggerMessage(3001, LogLevel.Information, "Another indexer holds the writer's lock; standing by.")]
    public static partial void StandingBy(ILogger logger);

    [LoggerMessage(3002, LogLevel.Information, "Indexed blocks {First} to {Last}: {Events} events.")]
    public static partial void RangeIndexed(ILogger logger, long first, long last, int events);

    [LoggerMessage(3003, LogLevel.Debug, "Indexed block {BlockNumber}: {Events} events.")]
    public static partial void BlockIndexed(ILogger logger, long blockNumber, int events);

    [LoggerMessage(3004, LogLevel.Warning, "The chain reorganised: {Depth} blocks are taken back, from block {FromNumber} ({FromHash}) to block {ToNumber} ({ToHash}).")]
    public static partial void Reorganised(ILogger logger, int depth, long fromNumber, Hash32 fromHash, long toNumber, Hash32 toHash);

    [LoggerMessage(3005, LogLevel.Debug, "The node's head {HeadNumber} is behind indexed block {BlockNumber}: it lags.")]
    public static partial void NodeLags(ILogger logger, long headNumber, long blockNumber);

    [LoggerMessage(3006, LogLevel.Warning, "Waiting {Delay} before trying again: {Reason}")]
    public static partial void Retrying(ILogger logger, string reason, TimeSpan delay);

    [LoggerMessage(3007, LogLevel.Error, "Indexing failed; trying again in {Delay}.")]
    public static partial void Failed(ILogger logger, Exception exception, TimeSpan delay);

    [LoggerMessage(3008, LogLevel.Warning, "Another indexer has taken over: {Reason}")]
    public static partial void WriterReplaced(ILogger logger, string reason);

    [LoggerMessage(3009, LogLevel.Critical, "The indexer stops: {Reason}")]
    public static partial void Stopped(ILogger logger, string reason);

    [LoggerMessage(3010, LogLevel.Warning, "Notifications wait {Delay}; indexing goes on: {Reason}")]
    public static partial void OutboxWaits(ILogger logger, string reason, TimeSpan delay);

    [LoggerMessage(3011, LogLevel.Warning, "The answers of {Endpoint} are not used, asking again: {Reason}")]
    public static partial void AskingAgain(ILogger logger, string endpoint, string reason);

    [LoggerMessage(3012, LogLevel.Information, "Indexed block {BlockNumber} ({BlockHash}) is not on the node's chain. Answers say so until it is taken back or on the chain again.")]
    public static partial void Orphaned(ILogger logger, long blockNumber, Hash32 blockHash);

    [LoggerMessage(3013, LogLevel.Information, "Indexed block {BlockNumber} ({BlockHash}) is on the node's chain again.")]
    public static partial void OnChainAgain(ILogger logger, long blockNumber, Hash32 blockHash);

    [LoggerMessage(3020, LogLevel.Warning, "Announced transactions wait; indexing goes on: {Reason}")]
    public static partial void SettlementWaits(ILogger logger, string reason);

    [LoggerMessage(3021, LogLevel.Information, "Transaction {TxHash}: {Outcome}, as of block {BlockNumber}.")]
    public static partial void TransactionSettled(ILogger logger, Hash32 txHash, string outcome, long blockNumber);

    [LoggerMessage(3022, LogLevel.Error, "{Differences} figures of the read model differ from the chain at block {BlockNumber}: {First}")]
    public static partial void AuditDiffers(ILogger logger, int differences, long blockNumber, string first);

    [LoggerMessage(3023, LogLevel.Debug, "This sample was not audited: {Reason}")]
    public static partial void AuditSkipped(ILogger logger, string reason);

    [LoggerMessage(3024, LogLevel.Information, "{Progress}")]
    public static partial void CommandProgress(ILogger logger, string progress);

    [LoggerMessage(3025, LogLevel.Warning, "The commit that was under way failed as well: {Reason}")]
    public static partial void CommitFailedToo(ILogger logger, string reason);

    [LoggerMessage(3030, LogLevel.Information, "Built {Count} indexes and foreign keys after the index from scratch.")]
    public static partial void DeferredSchemaBuilt(ILogger logger, int count);

    [LoggerMessage(3031, LogLevel.Information, "Indexes and foreign keys wait for a moment at which nobody uses their tables: {Reason}")]
    public static partial void TablesInUse(ILogger logger, string reason);
}
