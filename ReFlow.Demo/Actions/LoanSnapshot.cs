using ReFlow.Chain;
using ReFlow.Domain;

namespace ReFlow.Demo.Actions;

/// <summary>A loan's state on the chain at one block.</summary>
sealed record LoanSnapshot(
    LoanRef Loan, Address Address, LoanTerms Terms, LoanStatus Status, decimal SupplyTokens, decimal OutstandingUsdt, decimal AccruedInterestUsdt,
    decimal LateFeeUsdt, int SettledInstalments, int DistributionCount, DateTimeOffset? DrawnAt, DateTimeOffset AsOf)
{
    /// <summary>Still missing to the target.</summary>
    public decimal RemainingUsdt => Terms.PrincipalTargetUsdt - SupplyTokens;

    /// <summary>Due date of the first instalment that is not settled; null unless one is open.</summary>
    public DateTimeOffset? NextDueAt => LoanStatusRule.NextDueAt(Terms, new LoanProgress(Phase, OutstandingUsdt, SettledInstalments, DrawnAt));

    LoanPhase Phase => Status is LoanStatus.Active or LoanStatus.Late ? LoanPhase.Active : LoanPhase.Funding;
}
