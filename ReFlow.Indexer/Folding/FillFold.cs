using System.Numerics;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Indexer.Folding;

/// <summary>Trades: from listings and from signed orders.</summary>
static class FillFold
{
    public static void ApplyFilled(MarketFoldContext context)
    {
        var (state, _, _, log) = context;
        if (!Filled.TryDecode(log.ToLogEntry(), out var filled) || state.FindLoan(filled.Loan) is not { } loan)
            return;

        if (state.TouchListing(filled.Id, log) is not { } listing)
            return;
        listing.RemainingTokens = Usdt.FromBaseUnits(filled.Remaining);
        if (filled.Remaining.IsZero)
            listing.Status = ListingStatus.Filled;
        Add(context, new Trade(
            loan, listing.Number, OrderHash: null, listing.SellerId, filled.Buyer, filled.Amount, filled.Total, filled.Fee, filled.Outstanding, filled.PerToken));
    }

    public static void ApplyOrderFilled(MarketFoldContext context)
    {
        var (state, ledger, _, log) = context;
        if (!OrderFilled.TryDecode(log.ToLogEntry(), out var filled) || state.FindLoan(filled.Loan) is not { } loan)
            return;

        var order = state.TouchOrder(filled.OrderHash, log, () => new SignedOrder
        {
            OrderHash = filled.OrderHash,
            LoanId = loan.Id,
            SellerId = ledger.See(filled.Seller, log),
            Nonce = filled.Nonce,
            FilledTokens = 0m,
            RemainingTokens = 0m,
            UpdatedBlockNumber = log.BlockNumber,
            UpdatedBlockHash = log.BlockHash,
        });
        order.FilledTokens += Usdt.FromBaseUnits(filled.Amount);
        order.RemainingTokens = Usdt.FromBaseUnits(filled.Remaining);
        Add(context, new Trade(
            loan, ListingNumber: null, filled.OrderHash, order.SellerId, filled.Buyer, filled.Amount, filled.Total, filled.Fee, filled.Outstanding, filled.PerToken));
    }

    /// <summary>The treasury did not get the fee of the fill before this event: the seller did.</summary>
    public static void ApplyFeeWaived(MarketFoldContext context)
    {
        var (_, ledger, _, log) = context;
        // No fill before it: one of a listing that is older than what is indexed.
        if (!FeeWaived.TryDecode(log.ToLogEntry(), out _) || ledger.Fills.FindLast(row => row.TxHash == log.TxHash) is not { } fill)
            return;

        fill.FeeUsdt = 0m;
        ledger.Transactions.FindLast(row => row.LogIndex == fill.LogIndex && row.Kind == TransactionKind.Sell)!.AmountUsdt = fill.TotalUsdt;
    }

    public static void ApplyNonceCancelled(MarketFoldContext context)
    {
        var (_, ledger, _, log) = context;
        if (!NonceCancelled.TryDecode(log.ToLogEntry(), out var cancelled))
            return;

        ledger.CancelledNonces.Add(new CancelledNonce
        {
            Id = DeterministicId.ForEvent("cancelled_nonces", log.TxHash, log.LogIndex),
            SellerId = ledger.See(cancelled.Seller, log),
            Nonce = cancelled.Nonce,
            TxHash = log.TxHash,
            LogIndex = log.LogIndex,
            BlockNumber = log.BlockNumber,
            BlockHash = log.BlockHash,
            CreatedAt = log.BlockTime,
        });
    }

    static void Add(MarketFoldContext context, Trade trade)
    {
        var (_, ledger, notes, log) = context;
        var buyerId = ledger.See(trade.Buyer, log);
        var (totalUsdt, feeUsdt) = (Usdt.FromBaseUnits(trade.Total), Usdt.FromBaseUnits(trade.Fee));
        ledger.Fills.Add(new Fill
        {
            Id = DeterministicId.ForEvent("fills", log.TxHash, log.LogIndex),
            LoanId = trade.Loan.Id,
            ListingNumber = trade.ListingNumber,
            OrderHash = trade.OrderHash,
            BuyerId = buyerId,
            SellerId = trade.SellerId,
            AmountTokens = Usdt.FromBaseUnits(trade.Amount),
            TotalUsdt = totalUsdt,
            FeeUsdt = feeUsdt,
            OutstandingUsdt = Usdt.FromBaseUnits(trade.Outstanding),
            PerToken = trade.PerToken,
            TxHash = log.TxHash,
            LogIndex = log.LogIndex,
            BlockNumber = log.BlockNumber,
            BlockHash = log.BlockHash,
            CreatedAt = log.BlockTime,
        });
        ledger.AddTransaction(log, trade.Loan, buyerId, TransactionType.Trade, TransactionKind.Buy, totalUsdt);
        ledger.AddTransaction(log, trade.Loan, trade.SellerId, TransactionType.Trade, TransactionKind.Sell, totalUsdt - feeUsdt);
        notes.Sold(new Sale(trade.Loan.Id, trade.SellerId, buyerId, trade.Amount, totalUsdt));
    }

    sealed record Trade(
        Loan Loan, long? ListingNumber, Hash32? OrderHash, Guid SellerId, Address Buyer, BigInteger Amount, BigInteger Total, BigInteger Fee,
        BigInteger Outstanding, BigInteger PerToken);
}
