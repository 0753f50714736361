using System.Numerics;
using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>One <c>Distributed</c> event: a repayment that the loan contract took and split.</summary>
public sealed class Distribution : IChainEventRow
{
    public required Guid Id { get; init; }

    public required Guid LoanId { get; init; }

    /// <summary>The repayment's 32-byte id; the contract takes each only once.</summary>
    public required Hash32 PaymentId { get; init; }

    public required long Round { get; init; }

    /// <summary>USDT that arrived: late fee, interest and principal together.</summary>
    public required decimal ReceivedUsdt { get; init; }

    public required decimal LateFeeUsdt { get; init; }

    public required decimal InterestUsdt { get; init; }

    public required decimal PrincipalUsdt { get; init; }

    public required decimal PlatformFeeUsdt { get; init; }

    /// <summary>The event's payout per token as the contract scales it; raw integer.</summary>
    public required BigInteger PerToken { get; init; }

    /// <summary>Principal outstanding after this distribution.</summary>
    public required decimal OutstandingUsdt { get; init; }

    /// <summary>What left the loan's pay-in address for it; null when a servicer paid.</summary>
    public decimal? CollectedUsdt { get; init; }

    public required Hash32 TxHash { get; init; }

    public required int LogIndex { get; init; }

    public required long BlockNumber { get; init; }

    public required Hash32 BlockHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public Loan? Loan { get; init; }
}
