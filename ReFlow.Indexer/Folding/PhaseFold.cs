using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Indexer.Folding;

/// <summary>The ends of a loan, good and bad.</summary>
static class PhaseFold
{
    public static void Apply(LoanFoldContext context, Cancelled _) => Enter(context.Loan, LoanPhase.Cancelled, context.Log);

    public static void Apply(LoanFoldContext context, Repaid _) => Enter(context.Loan, LoanPhase.Repaid, context.Log);

    public static void Apply(LoanFoldContext context, Defaulted defaulted)
    {
        var (loan, log) = (context.Loan, context.Log);
        Enter(loan, LoanPhase.Defaulted, log);
        loan.DefaultedAt = log.BlockTime;
        loan.UnpaidInterestUsdt = Usdt.FromBaseUnits(defaulted.AccruedInterest);
        loan.LastAccrualAt = log.BlockTime;
    }

    public static void Apply(LoanFoldContext context, WrittenOff writtenOff)
    {
        var loan = context.Loan;
        Enter(loan, LoanPhase.Closed, context.Log);
        loan.LossUsdt = Usdt.FromBaseUnits(writtenOff.LossAmount);
        // Nothing is owed any more, as the contract's own views say; what was owed is the loss.
        loan.OutstandingUsdt = 0m;
        loan.UnpaidInterestUsdt = 0m;
    }

    public static void Enter(Loan loan, LoanPhase phase, ChainLog log)
    {
        loan.Phase = phase;
        loan.PhaseChangedAt = log.BlockTime;
    }
}
