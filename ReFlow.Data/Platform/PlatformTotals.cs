namespace ReFlow.Data;

/// <summary>Sums over all loans, in one row, moved by what each commit changes; true at the cursor's block.</summary>
public sealed class PlatformTotals
{
    /// <summary>The row's only id.</summary>
    public const int SingletonId = 1;

    public int Id { get; init; } = SingletonId;

    /// <summary>USDT that arrived from investors. Cancelled loans count nothing: they give it back.</summary>
    public decimal RaisedUsdt { get; init; }

    public decimal OutstandingUsdt { get; init; }

    public decimal PrincipalRepaidUsdt { get; init; }

    public decimal InterestPaidUsdt { get; init; }

    public decimal LateFeesPaidUsdt { get; init; }

    public decimal PlatformFeesUsdt { get; init; }

    /// <summary>Principal written off.</summary>
    public decimal LossUsdt { get; init; }

    /// <summary>USDT that buyers paid on the market.</summary>
    public decimal TradedUsdt { get; init; }

    public int TradeCount { get; init; }

    /// <summary>Wallets that ever invested.</summary>
    public int InvestorCount { get; init; }

    public int LoanCount { get; init; }

    public int FundingCount { get; init; }

    public int CancelledCount { get; init; }

    /// <summary>Late ones included: lateness follows from the clock.</summary>
    public int ActiveCount { get; init; }

    /// <summary>In default now.</summary>
    public int DefaultedCount { get; init; }

    public int RepaidCount { get; init; }

    public int ClosedCount { get; init; }

    /// <summary>Loans that ever were declared in default, whatever came of it.</summary>
    public int EverDefaultedCount { get; init; }
}
