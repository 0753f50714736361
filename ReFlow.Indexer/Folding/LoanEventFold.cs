using System.Collections.Frozen;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Domain;

namespace ReFlow.Indexer.Folding;

/// <summary>What each event of a loan's contract does to the loan, its holdings and the ledger; found by the log's first topic.</summary>
static class LoanEventFold
{
    static readonly FrozenDictionary<Hash32, Action<LoanFoldContext, LogEntry>> s_byTopic = new Dictionary<Hash32, Action<LoanFoldContext, LogEntry>>
    {
        [Transfer.Topic] = When<Transfer>(Transfer.TryDecode, TransferFold.Apply),
        [Invested.Topic] = When<Invested>(Invested.TryDecode, FundingFold.Apply),
        [Refunded.Topic] = When<Refunded>(Refunded.TryDecode, FundingFold.Apply),
        [DrawnDown.Topic] = When<DrawnDown>(DrawnDown.TryDecode, FundingFold.Apply),
        [Cancelled.Topic] = When<Cancelled>(Cancelled.TryDecode, PhaseFold.Apply),
        [Defaulted.Topic] = When<Defaulted>(Defaulted.TryDecode, PhaseFold.Apply),
        [Repaid.Topic] = When<Repaid>(Repaid.TryDecode, PhaseFold.Apply),
        [WrittenOff.Topic] = When<WrittenOff>(WrittenOff.TryDecode, PhaseFold.Apply),
        [Paused.Topic] = When<Paused>(Paused.TryDecode, PauseFold.Apply),
        [Unpaused.Topic] = When<Unpaused>(Unpaused.TryDecode, PauseFold.Apply),
        [Distributed.Topic] = When<Distributed>(Distributed.TryDecode, DistributionFold.Apply),
        [Collected.Topic] = When<Collected>(Collected.TryDecode, DistributionFold.Apply),
        [ExcessReturned.Topic] = When<ExcessReturned>(ExcessReturned.TryDecode, DistributionFold.Apply),
        [FeesOwed.Topic] = When<FeesOwed>(FeesOwed.TryDecode, (context, fees) => context.Loan.FeesOwedUsdt = Usdt.FromBaseUnits(fees.Owed)),
        [Claimed.Topic] = When<Claimed>(Claimed.TryDecode, ClaimFold.Apply),
        [HolderRecovered.Topic] = When<HolderRecovered>(HolderRecovered.TryDecode, TransferFold.Apply),
        [MemberCached.Topic] = When<MemberCached>(MemberCached.TryDecode, MemberFold.Apply),
    }.ToFrozenDictionary();

    delegate bool Decoding<T>(LogEntry log, out T? decoded);

    /// <summary>Applies one log of the context's loan; false when it is an event that the read model does not keep, such as an approval.</summary>
    public static bool Apply(LoanFoldContext context)
    {
        if (!s_byTopic.TryGetValue(context.Log.Topic0, out var apply))
            return false;
        apply(context, context.Log.ToLogEntry());
        return true;
    }

    static Action<LoanFoldContext, LogEntry> When<T>(Decoding<T> decode, Action<LoanFoldContext, T> apply)
        where T : class => (context, entry) =>
    {
        if (!decode(entry, out var decoded))
            return;
        apply(context, decoded!);
        context.State.Touch(context.Loan, context.Log);
    };
}
