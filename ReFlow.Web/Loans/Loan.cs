namespace ReFlow.Web.Loans;

/// <summary>What the market shows of a loan. Amounts are USDT, rates are basis points per year.</summary>
public record Loan
{
    public required string Address { get; init; }
    public string? Name { get; init; }
    public string? BorrowerName { get; init; }
    public string? Sector { get; init; }
    public string? Region { get; init; }
    public string? Grade { get; init; }
    public LoanStatus Status { get; init; }

    /// <summary>Whether the description matches the document hash that the chain holds.</summary>
    public bool MetadataVerified { get; init; }

    public decimal PrincipalTarget { get; init; }
    public decimal MinimumRaise { get; init; }
    public decimal MinimumTicket { get; init; }
    public decimal MaximumTicket { get; init; }
    public decimal Raised { get; init; }
    public int FundedBps { get; init; }
    public decimal Remaining { get; init; }
    public decimal Outstanding { get; init; }
    public decimal InterestReceived { get; init; }
    public decimal PrincipalReceived { get; init; }
    public int AnnualRateBps { get; init; }
    public RepaymentKind RepaymentKind { get; init; }
    public long PeriodSeconds { get; init; }
    public int InstalmentCount { get; init; }
    public int SettledInstalments { get; init; }
    public DateTimeOffset FundingDeadline { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DrawnAt { get; init; }
    public DateTimeOffset? MaturityAt { get; init; }
    public DateTimeOffset? NextDueAt { get; init; }
    public int HolderCount { get; init; }

    /// <summary>The loan's name, or its address when it has none.</summary>
    public string Title => string.IsNullOrWhiteSpace(Name) ? Address : Name;

    /// <summary>From draw-down to the last instalment, in seconds.</summary>
    public long TermSeconds => PeriodSeconds * InstalmentCount;
}
