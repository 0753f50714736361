using System.Collections.Frozen;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Data;

namespace ReFlow.Indexer.Folding;

/// <summary>The allow-list, the loans' copies of it, and recoveries of lost wallets.</summary>
static class MemberFold
{
    static readonly FrozenDictionary<Hash32, Action<FoldState, LedgerRows, ChainLog>> s_byTopic = new Dictionary<Hash32, Action<FoldState, LedgerRows, ChainLog>>
    {
        [MemberSet.Topic] = ApplyMemberSet,
        [RecoveryProposed.Topic] = ApplyProposed,
        [RecoveryVetoed.Topic] = ApplyVetoed,
        [RecoveryWithdrawn.Topic] = ApplyWithdrawn,
        [AgentSet.Topic] = RoleFold.ApplyAgentSet,
    }.ToFrozenDictionary();

    /// <summary>Applies one log of the allow-list; <c>OpenSet</c> says nothing about any wallet or loan and stays in the log store.</summary>
    public static void Apply(FoldState state, LedgerRows ledger, ChainLog log)
    {
        if (s_byTopic.TryGetValue(log.Topic0, out var apply))
            apply(state, ledger, log);
    }

    /// <summary>A loan copied the allow-list's word.</summary>
    public static void Apply(LoanFoldContext context, MemberCached cached)
    {
        var (state, ledger, _, loan, log) = context;
        ledger.See(cached.Account, log);
        var member = state.TouchLoanMember(loan, cached.Account, log);
        member.MemberUntilSeconds = (long)cached.Until;
        member.IsFrozen = cached.Frozen;
    }

    static void ApplyMemberSet(FoldState state, LedgerRows ledger, ChainLog log)
    {
        if (!MemberSet.TryDecode(log.ToLogEntry(), out var set))
            return;
        var member = Touch(state, ledger, set.Account, log);
        member.MemberUntilSeconds = (long)set.Until;
        member.IsFrozen = set.Frozen;
    }

    static void ApplyProposed(FoldState state, LedgerRows ledger, ChainLog log)
    {
        if (!RecoveryProposed.TryDecode(log.ToLogEntry(), out var proposed))
            return;
        var member = Touch(state, ledger, proposed.Lost, log);
        member.RecoveryReplacement = proposed.Replacement;
        member.RecoveryExecutableAtSeconds = (long)proposed.ExecutableAt;
    }

    static void ApplyVetoed(FoldState state, LedgerRows ledger, ChainLog log)
    {
        if (!RecoveryVetoed.TryDecode(log.ToLogEntry(), out var vetoed))
            return;
        var member = Touch(state, ledger, vetoed.Lost, log);
        ClearProposal(member);
        member.RecoveryBlockedUntilSeconds = (long)vetoed.BlockedUntil;
    }

    static void ApplyWithdrawn(FoldState state, LedgerRows ledger, ChainLog log)
    {
        if (RecoveryWithdrawn.TryDecode(log.ToLogEntry(), out var withdrawn))
            ClearProposal(Touch(state, ledger, withdrawn.Lost, log));
    }

    static void ClearProposal(Member member)
    {
        member.RecoveryReplacement = null;
        member.RecoveryExecutableAtSeconds = null;
    }

    static Member Touch(FoldState state, LedgerRows ledger, Address account, ChainLog log)
    {
        ledger.See(account, log);
        return state.TouchMember(account, log);
    }
}
