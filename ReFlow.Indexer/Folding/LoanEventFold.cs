using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Indexer.Folding;

/// <summary>What each event of a loan's contract does to the loan, its holdings and the ledger.</summary>
static class LoanEventFold
{
    /// <summary>Applies one log of <paramref name="loan"/>'s contract; false when it is an event that the read model does not keep.</summary>
    public static bool Apply(FoldState state, LedgerRows ledger, Loan loan, ChainLog log)
    {
        var entry = log.ToLogEntry();
        if (Transfer.TryDecode(entry, out var transfer))
            Apply(state, ledger, loan, log, transfer);
        else if (Invested.TryDecode(entry, out var invested))
            Apply(state, ledger, loan, log, invested);
        else if (Claimed.TryDecode(entry, out var claimed))
            Apply(state, ledger, loan, log, claimed);
        else if (Distributed.TryDecode(entry, out var distributed))
            Apply(ledger, loan, log, distributed);
        else if (Refunded.TryDecode(entry, out var refunded))
            ledger.AddTransaction(log, loan, refunded.Holder, TransactionType.Invest, TransactionKind.Refund, Usdt.FromBaseUnits(refunded.Amount));
        else if (DrawnDown.TryDecode(entry, out var drawnDown))
            Apply(ledger, loan, log, drawnDown);
        else if (HolderRecovered.TryDecode(entry, out var recovered))
            Apply(state, loan, log, recovered);
        else if (Cancelled.TryDecode(entry, out _))
            Enter(loan, LoanPhase.Cancelled, log);
        else if (Defaulted.TryDecode(entry, out var defaulted))
            Apply(loan, log, defaulted);
        else if (Repaid.TryDecode(entry, out _))
            Enter(loan, LoanPhase.Repaid, log);
        else if (WrittenOff.TryDecode(entry, out var writtenOff))
            Apply(loan, log, writtenOff);
        else
            return false;

        state.Touch(loan, log);
        return true;
    }

    static void Apply(FoldState state, LedgerRows ledger, Loan loan, ChainLog log, Transfer transfer)
    {
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

        foreach (var wallet in new[] { transfer.From, transfer.To }.Where(wallet => wallet != Address.Zero))
            ledger.See(wallet, log);
        HoldingFold.ApplyTransfer(state, loan, transfer.From, transfer.To, amountTokens, log);

        // Mints and burns are the other side of an investment, refund or closing claim, which have their own events.
        if (transfer.From != Address.Zero && transfer.To != Address.Zero)
            ledger.AddTransaction(log, loan, transfer.From, TransactionType.Trade, TransactionKind.Transfer, amountTokens);
    }

    static void Apply(FoldState state, Loan loan, ChainLog log, HolderRecovered recovered)
    {
        // Without tokens only claimable payouts moved, which the contract is asked for.
        if (!recovered.Balance.IsZero)
            HoldingFold.ApplyRecovery(state, loan, recovered.Lost, recovered.Replacement, log);
    }

    static void Apply(FoldState state, LedgerRows ledger, Loan loan, ChainLog log, Invested invested)
    {
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

    static void Apply(FoldState state, LedgerRows ledger, Loan loan, ChainLog log, Claimed claimed)
    {
        var amountUsdt = Usdt.FromBaseUnits(claimed.Amount);
        var totalClaimedUsdt = Usdt.FromBaseUnits(claimed.TotalClaimed);
        state.TouchHolding(loan, claimed.Holder, log).ClaimedUsdt = totalClaimedUsdt;
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

    static void Apply(LedgerRows ledger, Loan loan, ChainLog log, Distributed distributed)
    {
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
            TxHash = log.TxHash,
            LogIndex = log.LogIndex,
            BlockNumber = log.BlockNumber,
            BlockHash = log.BlockHash,
            CreatedAt = log.BlockTime,
        };

        // The contract accrues up to the payment, then takes the interest from what is unpaid.
        loan.UnpaidInterestUsdt = loan.AccruedInterestUsdtAt(log.BlockTime) - distribution.InterestUsdt;
        if (loan.Phase == LoanPhase.Active)
            loan.LastAccrualAt = log.BlockTime;
        loan.OutstandingUsdt = distribution.OutstandingUsdt;
        loan.InterestReceivedUsdt += distribution.InterestUsdt;
        loan.PrincipalReceivedUsdt += distribution.PrincipalUsdt;
        loan.LateFeesReceivedUsdt += distribution.LateFeeUsdt;
        loan.PlatformFeesUsdt += distribution.PlatformFeeUsdt;
        loan.SettledInstalments = distributed.SettledInstalments;
        loan.PerToken = distributed.PerToken;
        loan.DistributionCount++;

        ledger.Distributions.Add(distribution);
        ledger.AddTransaction(log, loan, loan.Originator, TransactionType.Distribute, TransactionKind.Distribute, distribution.ReceivedUsdt);
    }

    static void Apply(LedgerRows ledger, Loan loan, ChainLog log, DrawnDown drawnDown)
    {
        Enter(loan, LoanPhase.Active, log);
        loan.DrawnPrincipalUsdt = Usdt.FromBaseUnits(drawnDown.Outstanding);
        loan.OutstandingUsdt = loan.DrawnPrincipalUsdt;
        loan.DrawnAt = log.BlockTime;
        loan.LastAccrualAt = log.BlockTime;
        ledger.AddTransaction(log, loan, drawnDown.Originator, TransactionType.Invest, TransactionKind.DrawDown, Usdt.FromBaseUnits(drawnDown.Amount));
    }

    static void Apply(Loan loan, ChainLog log, Defaulted defaulted)
    {
        Enter(loan, LoanPhase.Defaulted, log);
        loan.UnpaidInterestUsdt = Usdt.FromBaseUnits(defaulted.AccruedInterest);
        loan.LastAccrualAt = log.BlockTime;
    }

    static void Apply(Loan loan, ChainLog log, WrittenOff writtenOff)
    {
        Enter(loan, LoanPhase.Closed, log);
        loan.LossUsdt = Usdt.FromBaseUnits(writtenOff.LossAmount);
        // Nothing is owed any more, as the contract's own views say; what was owed is the loss.
        loan.OutstandingUsdt = 0m;
        loan.UnpaidInterestUsdt = 0m;
    }

    static void Enter(Loan loan, LoanPhase phase, ChainLog log)
    {
        loan.Phase = phase;
        loan.PhaseChangedAt = log.BlockTime;
    }
}
