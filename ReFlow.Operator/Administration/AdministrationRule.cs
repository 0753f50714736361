using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Operator.Administration;

/// <summary>What a loan needs from the operator, by the domain's rules at the chain's time.</summary>
static class AdministrationRule
{
    /// <summary>
    /// The calls that may be due, most wanted first; empty when there is nothing to do. The read model does not tell when the
    /// target was met, so that the end of the seven days for drawing down is left to the simulation on the chain.
    /// </summary>
    public static IReadOnlyList<OperatorPurpose> Decide(LoanTerms terms, LoanProgress progress, decimal raisedUsdt, DateTimeOffset chainTime) => progress.Phase switch
    {
        LoanPhase.Funding when raisedUsdt >= terms.PrincipalTargetUsdt => [OperatorPurpose.DrawDown, OperatorPurpose.Cancel],
        LoanPhase.Funding when chainTime < terms.FundingDeadline => [],
        LoanPhase.Funding when raisedUsdt < terms.MinimumRaiseUsdt => [OperatorPurpose.Cancel],
        LoanPhase.Funding when chainTime <= terms.FundingDeadline + LoanStatusRule.DrawDownWindow => [OperatorPurpose.DrawDown, OperatorPurpose.Cancel],
        LoanPhase.Funding => [OperatorPurpose.Cancel],
        LoanPhase.Active when LoanStatusRule.DefaultableAfter(terms, progress) < chainTime => [OperatorPurpose.DeclareDefault],
        _ => [],
    };
}
