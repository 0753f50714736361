using System.Collections.Frozen;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Indexer.Folding;

/// <summary>Listings of the market and what their sellers do with them. An event that names a loan which is not ours is ignored.</summary>
static class MarketFold
{
    static readonly FrozenDictionary<Hash32, Action<MarketFoldContext>> s_byTopic = new Dictionary<Hash32, Action<MarketFoldContext>>
    {
        [Listed.Topic] = ApplyListed,
        [Repriced.Topic] = ApplyRepriced,
        [Delisted.Topic] = ApplyDelisted,
        [Filled.Topic] = FillFold.ApplyFilled,
        [OrderFilled.Topic] = FillFold.ApplyOrderFilled,
        [FeeWaived.Topic] = FillFold.ApplyFeeWaived,
        [NonceCancelled.Topic] = FillFold.ApplyNonceCancelled,
    }.ToFrozenDictionary();

    public static void Apply(MarketFoldContext context)
    {
        if (s_byTopic.TryGetValue(context.Log.Topic0, out var apply))
            apply(context);
    }

    static void ApplyListed(MarketFoldContext context)
    {
        var (state, ledger, _, log) = context;
        if (!Listed.TryDecode(log.ToLogEntry(), out var listed) || state.FindLoan(listed.Loan) is not { } loan)
            return;

        var amountTokens = Usdt.FromBaseUnits(listed.Amount);
        state.Add(new Listing
        {
            Number = (long)listed.Id,
            LoanId = loan.Id,
            SellerId = ledger.See(listed.Seller, log),
            AmountTokens = amountTokens,
            RemainingTokens = amountTokens,
            PriceBps = (int)listed.PriceBps,
            PerToken = listed.PerToken,
            ExpiresAtSeconds = listed.Expiry,
            Status = ListingStatus.Open,
            CreatedAt = log.BlockTime,
            CreatedBlockNumber = log.BlockNumber,
            UpdatedBlockNumber = log.BlockNumber,
            UpdatedBlockHash = log.BlockHash,
        });
        ledger.AddTransaction(log, loan, listed.Seller, TransactionType.Trade, TransactionKind.List, amountTokens);
    }

    static void ApplyRepriced(MarketFoldContext context)
    {
        var (state, ledger, _, log) = context;
        if (!Repriced.TryDecode(log.ToLogEntry(), out var repriced) || state.FindLoan(repriced.Loan) is not { } loan)
            return;

        if (state.TouchListing(repriced.Id, log) is not { } listing)
            return;
        listing.PriceBps = (int)repriced.PriceBps;
        listing.PerToken = repriced.PerToken;
        ledger.AddTransaction(log, loan, repriced.Seller, TransactionType.Trade, TransactionKind.Reprice, Usdt.FromBaseUnits(repriced.Remaining));
    }

    static void ApplyDelisted(MarketFoldContext context)
    {
        var (state, ledger, _, log) = context;
        if (!Delisted.TryDecode(log.ToLogEntry(), out var delisted) || state.FindLoan(delisted.Loan) is not { } loan)
            return;

        if (state.TouchListing(delisted.Id, log) is not { } listing)
            return;
        listing.Status = ListingStatus.Cancelled;
        ledger.AddTransaction(log, loan, delisted.Seller, TransactionType.Trade, TransactionKind.CancelListing, Usdt.FromBaseUnits(delisted.Remaining));
    }
}
