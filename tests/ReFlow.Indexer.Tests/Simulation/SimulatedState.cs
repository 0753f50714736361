using System.Collections.Immutable;
using ReFlow.Chain;

namespace ReFlow.Indexer.Tests.Simulation;

/// <summary>All contracts after a block. Immutable, so that a branch starts from any block.</summary>
sealed class SimulatedState
{
    readonly ImmutableDictionary<int, SimulatedLoan> _loans;

    SimulatedState(ImmutableDictionary<int, SimulatedLoan> loans) => _loans = loans;

    public static SimulatedState Empty { get; } = new(ImmutableDictionary<int, SimulatedLoan>.Empty);

    /// <summary>The state and logs after an action; the same state and no logs when the contracts refuse it.</summary>
    public (SimulatedState State, IReadOnlyList<SimulatedLog> Logs) Apply(SimulatedAction action)
    {
        var contract = SimulatedEvents.Loan(action.Loan);
        if (action.Kind == SimulatedKind.Decoy)
            return (this, [SimulatedEvents.Transferred(SimulatedEvents.Decoy, Address.Zero, SimulatedEvents.Wallet(action.Wallet), action.Amount)]);
        if (action.Kind == SimulatedKind.Create)
            return _loans.ContainsKey(action.Loan) ? (this, []) : (With(action.Loan, SimulatedLoan.Funding), [SimulatedEvents.Created(action.Loan)]);
        if (!_loans.TryGetValue(action.Loan, out var loan))
            return (this, []);

        var (after, logs) = Apply(loan, contract, action);
        return (With(action.Loan, after), logs);
    }

    static (SimulatedLoan After, IReadOnlyList<SimulatedLog> Logs) Apply(SimulatedLoan loan, Address contract, SimulatedAction action)
    {
        var wallet = SimulatedEvents.Wallet(action.Wallet);
        var balance = loan.BalanceOf(action.Wallet);
        switch (action.Kind)
        {
            case SimulatedKind.Invest when loan.IsFunding:
                var invested = loan.Credit(action.Wallet, action.Amount) with { Raised = loan.Raised + action.Amount };
                return (invested, [SimulatedEvents.Transferred(contract, Address.Zero, wallet, action.Amount), SimulatedEvents.Invested(contract, action.Wallet, action.Amount, invested.Raised)]);
            case SimulatedKind.Transfer when balance > 0:
                var moved = Math.Min(balance, action.Amount);
                return (loan.Credit(action.Wallet, -moved).Credit(action.OtherWallet, moved), [SimulatedEvents.Transferred(contract, wallet, SimulatedEvents.Wallet(action.OtherWallet), moved)]);
            case SimulatedKind.DrawDown when loan.IsFunding && loan.Supply > 0:
                return (loan with { IsActive = true, Outstanding = loan.Supply }, [SimulatedEvents.DrawnDown(contract, loan.Supply)]);
            case SimulatedKind.Distribute when loan.IsActive && loan.Outstanding > 0:
                var paid = Math.Min(loan.Outstanding, action.Amount);
                var left = loan with { Outstanding = loan.Outstanding - paid, Rounds = loan.Rounds + 1 };
                return (left, [SimulatedEvents.Distributed(contract, loan.Rounds, paid, loan.Rounds + 1, left.Outstanding)]);
            case SimulatedKind.Claim when loan.Rounds > 0 && balance > 0:
                var total = loan.Claimed.GetValueOrDefault(action.Wallet) + 1;
                return (loan with { Claimed = loan.Claimed.SetItem(action.Wallet, total) }, [SimulatedEvents.Claimed(contract, action.Wallet, 1, total)]);
            case SimulatedKind.Cancel when loan.IsFunding:
                return (loan with { IsCancelled = true }, [SimulatedEvents.Cancelled(contract, loan.Raised)]);
            case SimulatedKind.Refund when loan.IsCancelled && balance > 0:
                var refunded = loan.Credit(action.Wallet, -balance);
                return (refunded, [SimulatedEvents.Transferred(contract, wallet, Address.Zero, balance), SimulatedEvents.Refunded(contract, action.Wallet, balance, refunded.Supply)]);
            default:
                return (loan, []);
        }
    }

    SimulatedState With(int number, SimulatedLoan loan) => new(_loans.SetItem(number, loan));
}
