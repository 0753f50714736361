using System.Numerics;
using ReFlow.Chain;
using ReFlow.Domain;

namespace ReFlow.Data;

/// <summary>A loan contract made by our factory: its immutable terms, its verified metadata and its folded on-chain state.</summary>
public sealed class Loan
{
    /// <summary>Derived from <see cref="Address"/>; see <see cref="DeterministicId.ForLoan"/>.</summary>
    public required Guid Id { get; init; }

    /// <summary>The loan contract, which is also its ERC-20 token.</summary>
    public required Address Address { get; init; }

    /// <summary>The 32-byte id that the creator gave to the factory.</summary>
    public required Hash32 LoanId { get; init; }

    public required Address Originator { get; init; }

    public required Address Borrower { get; init; }

    public required decimal PrincipalTargetUsdt { get; init; }

    public required decimal MinimumRaiseUsdt { get; init; }

    public required decimal MinimumTicketUsdt { get; init; }

    public required decimal MaximumTicketUsdt { get; init; }

    public required DateTimeOffset FundingDeadline { get; init; }

    public required int AnnualRateBps { get; init; }

    public required int LateRateBps { get; init; }

    public required int OriginationFeeBps { get; init; }

    public required int PlatformFeeBps { get; init; }

    public required RepaymentKind RepaymentKind { get; init; }

    public required long PeriodSeconds { get; init; }

    public required int InstalmentCount { get; init; }

    public required long GraceSeconds { get; init; }

    public required long DefaultAfterSeconds { get; init; }

    /// <summary>The metadata URI as emitted; null when it is longer than the indexer keeps.</summary>
    public required string? MetadataUri { get; init; }

    /// <summary>keccak256 of the metadata's bytes, anchored on chain.</summary>
    public required Hash32 DocumentHash { get; init; }

    /// <summary>True when the metadata's bytes hash to <see cref="DocumentHash"/>; the texts below are null otherwise.</summary>
    public required bool MetadataVerified { get; init; }

    public string? Name { get; init; }

    public string? BorrowerName { get; init; }

    public string? Sector { get; init; }

    public string? Region { get; init; }

    public string? Grade { get; init; }

    public string? Purpose { get; init; }

    public string? Collateral { get; init; }

    public required LoanPhase Phase { get; set; }

    /// <summary>Time of the block that brought the loan into <see cref="Phase"/>.</summary>
    public required DateTimeOffset PhaseChangedAt { get; set; }

    /// <summary>USDT that arrived from investors. Refunds do not lower it.</summary>
    public decimal RaisedUsdt { get; set; }

    public decimal TotalSupplyTokens { get; set; }

    /// <summary>Principal at draw-down; zero before.</summary>
    public decimal DrawnPrincipalUsdt { get; set; }

    public decimal OutstandingUsdt { get; set; }

    /// <summary>Interest paid by the borrower so far, before the platform fee.</summary>
    public decimal InterestReceivedUsdt { get; set; }

    public decimal PrincipalReceivedUsdt { get; set; }

    public decimal LateFeesReceivedUsdt { get; set; }

    public decimal PlatformFeesUsdt { get; set; }

    /// <summary>The treasury's part of what the contract holds, because USDT refused to send it; it goes with the next fee.</summary>
    public decimal FeesOwedUsdt { get; set; }

    /// <summary>Principal given up when the loan was written off.</summary>
    public decimal LossUsdt { get; set; }

    /// <summary>USDT that went from the pay-in address back to the borrower after the loan's end.</summary>
    public decimal ExcessReturnedUsdt { get; set; }

    public int SettledInstalments { get; set; }

    public int DistributionCount { get; set; }

    /// <summary>Lifetime payout per token as the contract scales it; raw integer.</summary>
    public BigInteger PerToken { get; set; }

    public int HolderCount { get; set; }

    public DateTimeOffset? DrawnAt { get; set; }

    /// <summary>When default was declared; stays when the loan is repaid or written off.</summary>
    public DateTimeOffset? DefaultedAt { get; set; }

    /// <summary>When the last pause ends or ended; null without one. Investing, transfers and draw-down wait for it.</summary>
    public DateTimeOffset? PausedUntil { get; set; }

    /// <summary>Interest is accrued up to here; <see cref="UnpaidInterestUsdt"/> holds what of it is unpaid.</summary>
    public DateTimeOffset? LastAccrualAt { get; set; }

    public decimal UnpaidInterestUsdt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required long CreatedBlockNumber { get; init; }

    public required long UpdatedBlockNumber { get; set; }

    public required Hash32 UpdatedBlockHash { get; set; }
}
