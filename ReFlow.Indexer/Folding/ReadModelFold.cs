using ReFlow.Chain.Contracts;
using ReFlow.Data;

namespace ReFlow.Indexer.Folding;

/// <summary>
/// The read model as a function of logs, in chain order: the factory's events make loans, a loan's events change it and its holdings
/// and append to the ledger, the market's make offers and trades, the allow-list's say who may hold. Logs of any other contract are
/// ignored, whatever they claim to be.
/// </summary>
sealed class ReadModelFold(ContractAddresses contracts, FoldState state)
{
    readonly TransactionNotes _notes = new();

    public FoldState State => state;

    public LedgerRows Ledger { get; } = new();

    public void Apply(IEnumerable<ChainLog> logs)
    {
        foreach (var log in logs)
            Apply(log);
    }

    void Apply(ChainLog log)
    {
        _notes.Begin(log);
        if (log.Address == contracts.Factory)
            ApplyFactory(log);
        else if (log.Address == contracts.Market)
            MarketFold.Apply(new MarketFoldContext(state, Ledger, _notes, log));
        else if (log.Address == contracts.Members)
            MemberFold.Apply(state, Ledger, log);
        else if (state.FindLoan(log.Address) is { } loan)
            LoanEventFold.Apply(new LoanFoldContext(state, Ledger, _notes, loan, log));
    }

    void ApplyFactory(ChainLog log)
    {
        if (!LoanCreated.TryDecode(log.ToLogEntry(), out var created))
        {
            RoleFold.ApplyFactory(Ledger, log);
            return;
        }

        state.Add(LoanCreation.ToLoan(created, log));
        Ledger.See(created.Originator, log);
    }
}
