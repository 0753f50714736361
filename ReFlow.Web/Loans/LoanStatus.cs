namespace ReFlow.Web.Loans;

/// <summary>A loan's status as the API reports it; the order is the order of a loan's life.</summary>
public enum LoanStatus
{
    Funding,
    Active,
    Late,
    Defaulted,
    Repaid,
    Closed,
    Cancelled,
}

/// <summary>How principal comes back.</summary>
public enum RepaymentKind
{
    Bullet,
    InterestOnly,
    Amortising,
}
