using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Data;

namespace ReFlow.Indexer.Folding;

/// <summary>
/// The read model as a function of logs, in chain order: the factory's events make loans, a loan's events change it and its holdings
/// and append to the ledger. Logs of any other contract are ignored, whatever they claim to be.
/// </summary>
sealed class ReadModelFold(Address factory, FoldState state)
{
    public FoldState State => state;

    public LedgerRows Ledger { get; } = new();

    public void Apply(IEnumerable<ChainLog> logs)
    {
        foreach (var log in logs)
            Apply(log);
    }

    void Apply(ChainLog log)
    {
        if (log.Address == factory)
            ApplyFactory(log);
        else if (state.FindLoan(log.Address) is { } loan)
            LoanEventFold.Apply(state, Ledger, loan, log);
    }

    void ApplyFactory(ChainLog log)
    {
        if (!LoanCreated.TryDecode(log.ToLogEntry(), out var created))
            return;

        state.Add(LoanCreation.ToLoan(created, log));
        Ledger.See(created.Originator, log);
    }
}
