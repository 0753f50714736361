namespace ReFlow.Domain;

/// <summary>A loan's immutable money and time terms (spec/domain.md, "A loan's terms"); amounts in USDT, rates in basis points.</summary>
public sealed record LoanTerms
{
    public required decimal PrincipalTargetUsdt { get; init; }

    public required decimal MinimumRaiseUsdt { get; init; }

    public required decimal MinimumTicketUsdt { get; init; }

    public required decimal MaximumTicketUsdt { get; init; }

    public required DateTimeOffset FundingDeadline { get; init; }

    /// <summary>Simple interest per year, actual/365, on outstanding principal.</summary>
    public required int AnnualRateBps { get; init; }

    /// <summary>Added on overdue amounts, per year, while the loan is late.</summary>
    public required int LateRateBps { get; init; }

    /// <summary>Share of the raised amount kept at draw-down.</summary>
    public required int OriginationFeeBps { get; init; }

    /// <summary>Share of each interest payment that goes to the platform.</summary>
    public required int PlatformFeeBps { get; init; }

    public required RepaymentKind RepaymentKind { get; init; }

    /// <summary>Seconds between two instalments.</summary>
    public required long PeriodSeconds { get; init; }

    public required int InstalmentCount { get; init; }

    /// <summary>Seconds after a due date before the loan counts as late.</summary>
    public required long GraceSeconds { get; init; }

    /// <summary>Seconds of lateness, after the grace period, before default may be declared.</summary>
    public required long DefaultAfterSeconds { get; init; }
}
