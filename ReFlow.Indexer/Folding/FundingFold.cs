using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Indexer.Folding;

/// <summary>Investments, refunds and the draw-down.</summary>
static class FundingFold
{
    public static void Apply(LoanFoldContext context, Invested invested)
    {
        var (state, ledger, _, loan, log) = context;
        var amountUsdt = Usdt.FromBaseUnits(invested.Amount);
        loan.RaisedUsdt = Usdt.FromBaseUnits(invested.TotalRaised);
        state.TouchHolding(loan, invested.Investor, log).InvestedUsdt += amountUsdt;
        ledger.Investments.Add(new Investment
        {
            Id = DeterministicId.ForEvent("investments", log.TxHash, log.LogIndex),
            UserId = ledger.See(invested.Investor, log),
            LoanId = loan.Id,
            AmountUsdt = amountUsdt,
            Tokens = amountUsdt,
            TxHash = log.TxHash,
            LogIndex = log.LogIndex,
            BlockNumber = log.BlockNumber,
            BlockHash = log.BlockHash,
            CreatedAt = log.BlockTime,
        });
        ledger.AddTransaction(log, loan, invested.Investor, TransactionType.Invest, TransactionKind.Invest, amountUsdt);
    }

    public static void Apply(LoanFoldContext context, Refunded refunded) => context.Ledger.AddTransaction(
        context.Log, context.Loan, refunded.Holder, TransactionType.Invest, TransactionKind.Refund, Usdt.FromBaseUnits(refunded.Amount));

    public static void Apply(LoanFoldContext context, DrawnDown drawnDown)
    {
        var (_, ledger, _, loan, log) = context;
        PhaseFold.Enter(loan, LoanPhase.Active, log);
        loan.DrawnPrincipalUsdt = Usdt.FromBaseUnits(drawnDown.Outstanding);
        loan.OutstandingUsdt = loan.DrawnPrincipalUsdt;
        loan.DrawnAt = log.BlockTime;
        loan.LastAccrualAt = log.BlockTime;
        ledger.AddTransaction(log, loan, drawnDown.Originator, TransactionType.Invest, TransactionKind.DrawDown, Usdt.FromBaseUnits(drawnDown.Amount));
    }
}
