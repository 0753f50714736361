namespace ReFlow.Domain;

/// <summary>What a loan's contract stores. <see cref="LoanStatus"/> adds what follows from the clock.</summary>
public enum LoanPhase
{
    /// <summary>Investors may invest.</summary>
    Funding = 0,

    /// <summary>The raise failed or was not drawn in time; investors take their money back.</summary>
    Cancelled = 1,

    /// <summary>Drawn down; repayments distribute.</summary>
    Active = 2,

    /// <summary>Declared in default; recoveries still distribute.</summary>
    Defaulted = 3,

    /// <summary>Outstanding principal, interest and fees are all zero.</summary>
    Repaid = 4,

    /// <summary>Written off after default, with the loss recorded.</summary>
    Closed = 5,
}
