using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Demo.Actions;
using ReFlow.Demo.Wallets;

namespace ReFlow.Demo.Past;

/// <summary>Tells from the chain's events which steps of the plan are done, whoever did them: nothing is remembered elsewhere.</summary>
sealed class StepLedger
{
    readonly HashSet<Hash32> _created = [];
    readonly HashSet<Hash32> _payments = [];
    readonly Dictionary<(Hash32 LoanId, Type Action, Address? By), int> _counts = [];

    /// <summary>Reads the events of the loans with the given addresses.</summary>
    public static async Task<StepLedger> ReadAsync(
        EthereumClient chain, Address factory, IReadOnlyDictionary<Address, Hash32> loanIds, CancellationToken cancellationToken)
    {
        var ledger = new StepLedger();
        var head = await chain.GetBlockNumberAsync(cancellationToken);
        var logs = await chain.GetLogsAsync(0, head, new LogFilter([.. loanIds.Keys, factory]), cancellationToken);
        foreach (var log in logs)
        {
            if (LoanCreated.TryDecode(log, out var created))
                ledger._created.Add(created.LoanId);
            else if (loanIds.TryGetValue(log.Address, out var loanId))
                ledger.Add(loanId, log);
        }

        return ledger;
    }

    public bool IsCreated(LoanRef loan) => _created.Contains(loan.LoanId);

    public bool IsDone(PlanStep step) => step.Action switch
    {
        CreateLoan create => IsCreated(create.Loan),
        Repay repay => _payments.Contains(repay.PaymentId),
        // Anybody may do these, so that the doer does not matter; and they can happen only once.
        DrawDown or Cancel or DeclareDefault or WriteOff => CountOf(step.Action, by: null) >= 1,
        _ => CountOf(step.Action, ActorWallets.AddressOf(step.Action.By)) >= step.Occurrence,
    };

    int CountOf(DemoAction action, Address? by) => _counts.GetValueOrDefault((action.Loan.LoanId, action.GetType(), by));

    void Add(Hash32 loanId, LogEntry log)
    {
        if (Invested.TryDecode(log, out var invested))
            Count<Invest>(loanId, invested.Investor);
        else if (Distributed.TryDecode(log, out var distributed))
            _payments.Add(distributed.PaymentId);
        else if (Claimed.TryDecode(log, out var claimed))
            Count<Claim>(loanId, claimed.Holder);
        else if (Refunded.TryDecode(log, out var refunded))
            Count<Refund>(loanId, refunded.Holder);
        else if (Transfer.TryDecode(log, out var transfer) && transfer.From != Address.Zero && transfer.To != Address.Zero)
            Count<TransferTokens>(loanId, transfer.From);
        else if (DrawnDown.TryDecode(log, out _))
            Count<DrawDown>(loanId, by: null);
        else if (Cancelled.TryDecode(log, out _))
            Count<Cancel>(loanId, by: null);
        else if (Defaulted.TryDecode(log, out _))
            Count<DeclareDefault>(loanId, by: null);
        else if (WrittenOff.TryDecode(log, out _))
            Count<WriteOff>(loanId, by: null);
    }

    void Count<TAction>(Hash32 loanId, Address? by)
        where TAction : DemoAction
    {
        var key = (loanId, typeof(TAction), by);
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
    }
}
