namespace ReFlow.Domain;

/// <summary>How principal comes back. The values are those of the contracts' enumeration.</summary>
public enum RepaymentKind
{
    /// <summary>Principal and interest together in one instalment at maturity.</summary>
    Bullet = 0,

    /// <summary>Interest with every instalment, principal with the last.</summary>
    InterestOnly = 1,

    /// <summary>Equal parts of principal with every instalment, and the interest accrued until then.</summary>
    Amortising = 2,
}
