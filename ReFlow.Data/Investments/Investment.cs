using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>One <c>Invested</c> event: USDT that arrived from a wallet, and the loan tokens minted for it.</summary>
public sealed class Investment : IChainEventRow
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required Guid LoanId { get; init; }

    public required decimal AmountUsdt { get; init; }

    public required decimal Tokens { get; init; }

    public required Hash32 TxHash { get; init; }

    public required int LogIndex { get; init; }

    public required long BlockNumber { get; init; }

    public required Hash32 BlockHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public User? User { get; init; }

    public Loan? Loan { get; init; }
}
