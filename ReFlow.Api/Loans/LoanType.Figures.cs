using GraphQL.Types;

namespace ReFlow.Api;

sealed partial class LoanType
{
    void AddFigures()
    {
        Required<LoanStatusType>("status", "State at asOf.", view => view.Status);
        Required<UsdtScalar>("raised", "USDT that arrived from investors.", view => view.Loan.RaisedUsdt);
        Required<IntGraphType>("fundedBps", "Raised share of the target in basis points, rounded down.", view => view.FundedBps);
        Required<UsdtScalar>("remaining", "What can still be invested; zero once funding has ended.", view => view.RemainingUsdt);
        Required<UsdtScalar>("totalSupply", "Loan tokens in existence.", view => view.Loan.TotalSupplyTokens);
        Required<IntGraphType>("holderCount", "Wallets with a balance.", view => view.Loan.HolderCount);
        Required<UsdtScalar>("outstanding", "Principal not yet paid back.", view => view.Loan.OutstandingUsdt);
        Required<UsdtScalar>("accruedInterest", "Interest accrued and not yet paid at asOf; frozen at default.", view => view.AccruedInterestUsdt);
        Required<UsdtScalar>("interestReceived", "Interest paid so far, before the platform fee.", view => view.Loan.InterestReceivedUsdt);
        Required<UsdtScalar>("principalReceived", "Principal paid back so far.", view => view.Loan.PrincipalReceivedUsdt);
        Required<UsdtScalar>("lateFeesReceived", "Late fees paid so far.", view => view.Loan.LateFeesReceivedUsdt);
        Required<UsdtScalar>("loss", "Principal given up when the loan was written off.", view => view.Loan.LossUsdt);
        Required<IntGraphType>("settledInstalments", "Instalments that the contract counts as settled.", view => view.Loan.SettledInstalments);
        Required<DateTimeScalar>("createdAt", "Block time of the loan's creation.", view => view.Loan.CreatedAt);
        Optional<DateTimeScalar>("drawnAt", "Block time of the draw-down; null before.", view => view.Loan.DrawnAt);
        Optional<DateTimeScalar>("maturityAt", "Due date of the last instalment; null before draw-down.", view => view.MaturityAt);
        Optional<DateTimeScalar>("nextDueAt", "Due date of the first unsettled instalment; null when none is open.", view => view.NextDueAt);
    }
}
