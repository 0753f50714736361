using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>One ERC-20 <c>Transfer</c> of a loan's token; from the zero address it is a mint, to it a burn.</summary>
public sealed class TokenTransfer : IChainEventRow
{
    public required Guid Id { get; init; }

    public required Guid LoanId { get; init; }

    public required Address FromAddress { get; init; }

    public required Address ToAddress { get; init; }

    public required decimal AmountTokens { get; init; }

    public required Hash32 TxHash { get; init; }

    public required int LogIndex { get; init; }

    public required long BlockNumber { get; init; }

    public required Hash32 BlockHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public Loan? Loan { get; init; }
}
