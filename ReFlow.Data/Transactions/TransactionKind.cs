namespace ReFlow.Data;

/// <summary>
/// Finer kind of a transaction. Invest, refund and draw-down are of type INVEST, distribute and claim of type DISTRIBUTE, the others of
/// type TRADE.
/// </summary>
public enum TransactionKind
{
    Invest,
    Refund,
    DrawDown,
    Distribute,
    Claim,
    Transfer,

    /// <summary>Bought on the market, by the transaction's wallet; the amount is what it paid.</summary>
    Buy,

    /// <summary>Sold on the market; the amount is what the seller received.</summary>
    Sell,

    List,
    Reprice,
    CancelListing,

    /// <summary>Announced by a wallet; the read model keeps no event of it.</summary>
    Approve,
}
