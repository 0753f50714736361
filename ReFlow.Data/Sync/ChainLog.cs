using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>
/// A log of our factory or of one of its loans, as the chain gave it. State is a fold of these rows, so a rewind
/// or a changed projection folds again from here and asks the chain for nothing.
/// </summary>
public sealed class ChainLog
{
    public required long BlockNumber { get; init; }

    public required int LogIndex { get; init; }

    public required Hash32 BlockHash { get; init; }

    public required DateTimeOffset BlockTime { get; init; }

    public required Hash32 TxHash { get; init; }

    public required int TransactionIndex { get; init; }

    public required Address Address { get; init; }

    public required Hash32 Topic0 { get; init; }

    public required Hash32? Topic1 { get; init; }

    public required Hash32? Topic2 { get; init; }

    public required Hash32? Topic3 { get; init; }

    public required byte[] Data { get; init; }
}
