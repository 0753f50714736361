using System.Text.Json.Serialization;
using ReFlow.Chain.Json;

namespace ReFlow.Chain;

/// <summary>An event that a contract emitted in a mined block.</summary>
/// <param name="Topics">Zero to four: the event's signature hash, then its indexed arguments.</param>
/// <param name="Data">The ABI encoding of the arguments that are not indexed.</param>
/// <param name="BlockTimestamp">The block's time; null when the node does not tell it with its logs.</param>
/// <param name="LogIndex">Position within the block, not within the transaction.</param>
/// <param name="Removed">True when a reorg took the log's block away (subscriptions only).</param>
public sealed record LogEntry(
    Address Address,
    IReadOnlyList<Hash32> Topics,
    byte[] Data,
    long BlockNumber,
    Hash32 BlockHash,
    Hash32 TransactionHash,
    int TransactionIndex,
    int LogIndex,
    [property: JsonConverter(typeof(LogTimestampConverter))] DateTimeOffset? BlockTimestamp = null,
    bool Removed = false);
