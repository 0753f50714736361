using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Indexer.Folding;

/// <summary>Repayments, from whoever paid them.</summary>
static class DistributionFold
{
    public static void Apply(LoanFoldContext context, Collected collected) => context.Notes.Collected(context.Loan.Address, Usdt.FromBaseUnits(collected.Amount));

    public static void Apply(LoanFoldContext context, ExcessReturned returned) => context.Loan.ExcessReturnedUsdt += Usdt.FromBaseUnits(returned.Amount);

    public static void Apply(LoanFoldContext context, Distributed distributed)
    {
        var (_, ledger, notes, loan, log) = context;
        var distribution = new Distribution
        {
            Id = DeterministicId.ForEvent("distributions", log.TxHash, log.LogIndex),
            LoanId = loan.Id,
            PaymentId = distributed.PaymentId,
            Round = distributed.Round,
            ReceivedUsdt = Usdt.FromBaseUnits(distributed.Received),
            LateFeeUsdt = Usdt.FromBaseUnits(distributed.LateFee),
            InterestUsdt = Usdt.FromBaseUnits(distributed.Interest),
            PrincipalUsdt = Usdt.FromBaseUnits(distributed.Principal),
            PlatformFeeUsdt = Usdt.FromBaseUnits(distributed.PlatformFee),
            PerToken = distributed.PerToken,
            OutstandingUsdt = Usdt.FromBaseUnits(distributed.Outstanding),
            CollectedUsdt = notes.TakeCollected(loan.Address),
            TxHash = log.TxHash,
            LogIndex = log.LogIndex,
            BlockNumber = log.BlockNumber,
            BlockHash = log.BlockHash,
            CreatedAt = log.BlockTime,
        };
        Settle(loan, distribution, distributed.SettledInstalments);
        ledger.Distributions.Add(distribution);
        ledger.AddTransaction(log, loan, loan.Originator, TransactionType.Distribute, TransactionKind.Distribute, distribution.ReceivedUsdt);
    }

    static void Settle(Loan loan, Distribution distribution, int settledInstalments)
    {
        // The contract accrues up to the payment, then takes the interest from what is unpaid.
        loan.UnpaidInterestUsdt = loan.AccruedInterestUsdtAt(distribution.CreatedAt) - distribution.InterestUsdt;
        if (loan.Phase == LoanPhase.Active)
            loan.LastAccrualAt = distribution.CreatedAt;
        loan.OutstandingUsdt = distribution.OutstandingUsdt;
        loan.InterestReceivedUsdt += distribution.InterestUsdt;
        loan.PrincipalReceivedUsdt += distribution.PrincipalUsdt;
        loan.LateFeesReceivedUsdt += distribution.LateFeeUsdt;
        loan.PlatformFeesUsdt += distribution.PlatformFeeUsdt;
        loan.SettledInstalments = settledInstalments;
        loan.PerToken = distribution.PerToken;
        loan.DistributionCount++;
    }
}
