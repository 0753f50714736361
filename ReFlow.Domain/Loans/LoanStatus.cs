namespace ReFlow.Domain;

/// <summary>
/// A loan's state as users see it (spec/domain.md, "Lifecycle"). The values are those of the contracts' <c>LoanState</c>;
/// <see cref="Late"/> is derived from the terms and the block time and never stored.
/// </summary>
public enum LoanStatus
{
    Funding = 0,
    Cancelled = 1,
    Active = 2,
    Late = 3,
    Defaulted = 4,
    Repaid = 5,
    Closed = 6,
}
