using System.Text.Json.Serialization;

namespace ReFlow.Chain;

/// <summary>The parameter of <c>eth_getLogs</c>: a filter over one block (by hash, EIP-234) or over a range.</summary>
sealed record LogQuery
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? FromBlock { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ToBlock { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Hash32? BlockHash { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyCollection<Address>? Address { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IReadOnlyCollection<Hash32>?>? Topics { get; private init; }

    public static LogQuery ForBlock(Hash32 blockHash, LogFilter filter) =>
        new() { BlockHash = blockHash, Address = filter.Addresses, Topics = filter.Topics };

    public static LogQuery ForRange(long fromBlock, long toBlock, LogFilter filter) =>
        new() { FromBlock = fromBlock, ToBlock = toBlock, Address = filter.Addresses, Topics = filter.Topics };
}
