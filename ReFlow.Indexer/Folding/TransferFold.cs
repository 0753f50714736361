using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Indexer.Folding;

/// <summary>Tokens that move: mints and burns, gifts, sales, recoveries.</summary>
static class TransferFold
{
    public static void Apply(LoanFoldContext context, Transfer transfer)
    {
        var (state, ledger, notes, loan, log) = context;
        var amountTokens = Usdt.FromBaseUnits(transfer.Amount);
        ledger.TokenTransfers.Add(new TokenTransfer
        {
            Id = DeterministicId.ForEvent("token_transfers", log.TxHash, log.LogIndex),
            LoanId = loan.Id,
            FromAddress = transfer.From,
            ToAddress = transfer.To,
            AmountTokens = amountTokens,
            TxHash = log.TxHash,
            LogIndex = log.LogIndex,
            BlockNumber = log.BlockNumber,
            BlockHash = log.BlockHash,
            CreatedAt = log.BlockTime,
        });

        // EIP-20 lets anyone transfer nothing in anyone's name: such a transfer must not enter the history of those it names.
        if (transfer.Amount.IsZero)
            return;

        if (transfer.From != Address.Zero)
            ledger.See(transfer.From, log);
        if (transfer.To != Address.Zero)
            ledger.See(transfer.To, log);
        HoldingFold.ApplyTransfer(state, loan, transfer.From, transfer.To, amountTokens, log);

        // Mints and burns are the other side of an investment, refund or closing claim, and sales of a fill; these have their own events.
        if (transfer.From == Address.Zero || transfer.To == Address.Zero)
            return;
        if (notes.TakeSale(loan, transfer) is { } sale)
            state.TouchHolding(loan, transfer.To, log).InvestedUsdt += sale.TotalUsdt;
        else
            ledger.AddTransaction(log, loan, transfer.From, TransactionType.Trade, TransactionKind.Transfer, amountTokens);
    }

    public static void Apply(LoanFoldContext context, HolderRecovered recovered)
    {
        context.Ledger.See(recovered.Lost, context.Log);
        context.Ledger.See(recovered.Replacement, context.Log);
        HoldingFold.ApplyRecovery(context.State, context.Loan, recovered.Lost, recovered.Replacement, context.Log);
    }
}
