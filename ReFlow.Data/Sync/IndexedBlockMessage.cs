using System.Text.Json;
using System.Text.Json.Serialization;
using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>What the Redis channel <see cref="Channel"/> carries after each commit of the indexer.</summary>
/// <param name="Number">Last indexed block after the commit.</param>
/// <param name="Hash">Its hash, 0x and lower-case hex.</param>
/// <param name="Timestamp">Its time.</param>
/// <param name="Loans">EIP-55 addresses of the loans whose rows changed.</param>
/// <param name="Reorg">True when the commit took blocks back to <paramref name="Number"/>.</param>
public sealed record IndexedBlockMessage(long Number, string Hash, DateTimeOffset Timestamp, IReadOnlyList<string> Loans, bool Reorg)
{
    public const string Channel = "reflow:blocks";

    /// <summary>The event's id, given when it is published: grows, and comes again when the relay cannot know whether it was delivered.</summary>
    public long? Id { get; init; }

    /// <summary>Highest block that was taken back, when <see cref="Reorg"/>: blocks above <see cref="Number"/> up to this one are void.</summary>
    public long? TakenBackFrom { get; init; }

    /// <summary>True when earlier messages were dropped while the channel was down: ask for what is shown again, whatever it is.</summary>
    public bool Missed { get; init; }

    public static IndexedBlockMessage For(Block block, IEnumerable<Address> loans, bool reorg) =>
        new(block.Number, block.Hash.ToString(), block.Timestamp, [.. loans.Select(loan => loan.ToString()).Order(StringComparer.Ordinal)], reorg);

    public string ToJson() => JsonSerializer.Serialize(this, IndexedBlockJson.Default.IndexedBlockMessage);

    /// <summary>Reads a message; null when the text is not one.</summary>
    public static IndexedBlockMessage? TryParse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, IndexedBlockJson.Default.IndexedBlockMessage);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IndexedBlockMessage))]
sealed partial class IndexedBlockJson : JsonSerializerContext;
