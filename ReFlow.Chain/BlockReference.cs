using System.Runtime.InteropServices;
using ReFlow.Chain.Json;

namespace ReFlow.Chain;

/// <summary>Which block a question is about: a number, a hash, or a tag. A number or hash converts implicitly.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BlockReference
{
    readonly string? _tagOrNumber;

    BlockReference(string tagOrNumber) => _tagOrNumber = tagOrNumber;

    BlockReference(Hash32 hash) => Hash = hash;

    public static BlockReference Earliest { get; } = new("earliest");
    public static BlockReference Finalized { get; } = new("finalized");
    public static BlockReference Safe { get; } = new("safe");

    /// <summary>The default: the newest block the node knows.</summary>
    public static BlockReference Latest => default;

    /// <summary>The state after the node's pool; for transaction counts, not for headers.</summary>
    public static BlockReference Pending { get; } = new("pending");

    /// <summary>The block hash, when the reference is one.</summary>
    public Hash32? Hash { get; }

    public static BlockReference FromNumber(long number) => new(HexQuantity.Encode(number));
    public static BlockReference FromHash(Hash32 hash) => new(hash);

    public static implicit operator BlockReference(long number) => FromNumber(number);
    public static implicit operator BlockReference(Hash32 hash) => FromHash(hash);

    public override string ToString() => Hash?.ToString() ?? _tagOrNumber ?? "latest";
}
