using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>What the allow-list says about a wallet. Loans act on their own copy of it: <see cref="LoanMember"/>. Times in unix seconds.</summary>
public sealed class Member
{
    public required Guid UserId { get; init; }

    /// <summary>The last second of membership, 0 for none. Any 40-bit number, so not always a date.</summary>
    public long MemberUntilSeconds { get; set; }

    public bool IsFrozen { get; set; }

    /// <summary>Who is proposed to take over everything of this wallet; null without a proposal.</summary>
    public Address? RecoveryReplacement { get; set; }

    /// <summary>From when on the proposal can be carried out.</summary>
    public long? RecoveryExecutableAtSeconds { get; set; }

    /// <summary>After a veto: no proposal before this.</summary>
    public long? RecoveryBlockedUntilSeconds { get; set; }

    public required long UpdatedBlockNumber { get; set; }

    public required Hash32 UpdatedBlockHash { get; set; }

    public User? User { get; init; }
}
