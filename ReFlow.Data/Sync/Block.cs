using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>The header of an indexed block; the chain of these finds the common ancestor after a reorganisation.</summary>
public sealed class Block
{
    public required long Number { get; init; }

    public required Hash32 Hash { get; init; }

    public required Hash32 ParentHash { get; init; }

    public required DateTimeOffset Timestamp { get; init; }
}
