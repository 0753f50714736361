using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>
/// Who sends with a key. The advisory lock gives liveness; this row's epoch gives safety: each new holder raises it, and a write
/// under an older epoch is refused.
/// </summary>
public sealed class OperatorLease
{
    public required long ChainId { get; init; }

    public required Address Sender { get; init; }

    public required long Epoch { get; init; }

    /// <summary>Machine and process of the holder, for people.</summary>
    public required string Holder { get; init; }

    public required DateTimeOffset TakenAt { get; init; }
}
