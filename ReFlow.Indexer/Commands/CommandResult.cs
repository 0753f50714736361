using System.Text.Json.Serialization;

namespace ReFlow.Indexer.Commands;

/// <summary>What a command says on its standard output, and to the host that runs it.</summary>
/// <param name="Checked">Figures and rows compared, or logs folded.</param>
/// <param name="Differences">Each with where it is and both values.</param>
sealed record CommandResult(bool Ok, long Checked, IReadOnlyList<string> Differences)
{
    /// <summary>Where the indexer stands; only <c>status</c> fills it in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IndexerStatus? Status { get; init; }

    /// <summary>For how long the exchange held up readers and writers at most; only <c>reindex</c> fills it in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? LockedMilliseconds { get; init; }
}

/// <summary>Where the indexer stands.</summary>
/// <param name="Orphaned">True while the indexed block is not on the node's chain: it is being taken back, or the indexer stopped at it.</param>
/// <param name="Head">The node's newest block; null when it does not answer.</param>
/// <param name="Safe">The newest block that the node calls safe; null when it names none.</param>
/// <param name="Finalized">The newest block that the indexer holds for final and never takes back; null while there is none.</param>
/// <param name="OutboxDepth">Messages that wait for Redis.</param>
/// <param name="PendingTransactions">Announced, and undecided.</param>
sealed record IndexerStatus(
    long ChainId, long IndexedBlock, string IndexedHash, DateTimeOffset IndexedTime, bool Orphaned, long Epoch, long? Head, long? LagBlocks, long? Safe, long? Finalized,
    long OutboxDepth, long PendingTransactions);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CommandResult))]
sealed partial class CommandJson : JsonSerializerContext;
