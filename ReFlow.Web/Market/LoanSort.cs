namespace ReFlow.Web.Market;

/// <summary>The order of the market; newest first is the API's own.</summary>
public enum LoanSort
{
    Newest,
    HighestRate,
    ShortestTerm,
    MostFunded,
    Remaining,
    NextPayment,
}

/// <summary>How the market is laid out.</summary>
public enum MarketView
{
    Cards,
    Table,
}
