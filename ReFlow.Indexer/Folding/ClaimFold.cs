using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Indexer.Folding;

/// <summary>Payouts to holders.</summary>
static class ClaimFold
{
    public static void Apply(LoanFoldContext context, Claimed claimed)
    {
        var (state, ledger, _, loan, log) = context;
        var amountUsdt = Usdt.FromBaseUnits(claimed.Amount);
        var totalClaimedUsdt = Usdt.FromBaseUnits(claimed.TotalClaimed);
        var holding = state.TouchHolding(loan, claimed.Holder, log);
        holding.ClaimedUsdt = totalClaimedUsdt;
        // The last claim burns the tokens first, which leaves nothing to claim; any other claim is of at most what can be claimed.
        if (holding.ClaimableUsdt(loan) >= amountUsdt)
            holding.PayoutDebt += HoldingPayouts.PaidDebt(amountUsdt);

        ledger.Claims.Add(new Claim
        {
            Id = DeterministicId.ForEvent("claims", log.TxHash, log.LogIndex),
            UserId = ledger.See(claimed.Holder, log),
            LoanId = loan.Id,
            ToAddress = claimed.To,
            AmountUsdt = amountUsdt,
            TotalClaimedUsdt = totalClaimedUsdt,
            TxHash = log.TxHash,
            LogIndex = log.LogIndex,
            BlockNumber = log.BlockNumber,
            BlockHash = log.BlockHash,
            CreatedAt = log.BlockTime,
        });
        ledger.AddTransaction(log, loan, claimed.Holder, TransactionType.Distribute, TransactionKind.Claim, amountUsdt);
    }
}
