using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>What a loan last saw of the allow-list about a wallet, which is what it acts on.</summary>
public sealed class LoanMember
{
    public required Guid UserId { get; init; }

    public required Guid LoanId { get; init; }

    /// <summary>Unix seconds: the last second of membership, 0 for none.</summary>
    public long MemberUntilSeconds { get; set; }

    public bool IsFrozen { get; set; }

    public required long UpdatedBlockNumber { get; set; }

    public required Hash32 UpdatedBlockHash { get; set; }

    public User? User { get; init; }

    public Loan? Loan { get; init; }
}
