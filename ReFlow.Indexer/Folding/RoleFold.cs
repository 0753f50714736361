using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Data;

namespace ReFlow.Indexer.Folding;

/// <summary>Who may do what on the platform.</summary>
static class RoleFold
{
    /// <summary>Applies one log of the factory that is not a loan's creation.</summary>
    public static void ApplyFactory(LedgerRows ledger, ChainLog log)
    {
        var entry = log.ToLogEntry();
        if (OperatorSet.TryDecode(entry, out var operatorSet))
            Add(ledger, log, PlatformRole.Operator, operatorSet.Operator);
        else if (TreasurySet.TryDecode(entry, out var treasurySet))
            Add(ledger, log, PlatformRole.Treasury, treasurySet.Treasury);
        else if (GuardianSet.TryDecode(entry, out var guardianSet))
            Add(ledger, log, PlatformRole.Guardian, guardianSet.Guardian);
        else if (OriginatorSet.TryDecode(entry, out var originatorSet))
            Add(ledger, log, PlatformRole.Originator, originatorSet.Originator, originatorSet.Allowed);
    }

    public static void ApplyAgentSet(FoldState state, LedgerRows ledger, ChainLog log)
    {
        if (AgentSet.TryDecode(log.ToLogEntry(), out var agentSet))
            Add(ledger, log, PlatformRole.Agent, agentSet.Agent);
    }

    static void Add(LedgerRows ledger, ChainLog log, PlatformRole role, Address account, bool isAllowed = true) => ledger.RoleChanges.Add(new RoleChange
    {
        Id = DeterministicId.ForEvent("role_changes", log.TxHash, log.LogIndex),
        Role = role,
        Account = account,
        IsAllowed = isAllowed,
        TxHash = log.TxHash,
        LogIndex = log.LogIndex,
        BlockNumber = log.BlockNumber,
        BlockHash = log.BlockHash,
        CreatedAt = log.BlockTime,
    });
}
