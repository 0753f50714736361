using GraphQL.Types;

namespace ReFlow.Api;

sealed partial class LoanType
{
    void AddTerms()
    {
        Required<UsdtScalar>("principalTarget", "What the loan wants to raise.", view => view.Loan.PrincipalTargetUsdt);
        Required<UsdtScalar>("minimumRaise", "What must be raised by the deadline for the loan to go ahead.", view => view.Loan.MinimumRaiseUsdt);
        Required<UsdtScalar>("minimumTicket", "Smallest investment.", view => view.Loan.MinimumTicketUsdt);
        Required<UsdtScalar>("maximumTicket", "Largest investment of one wallet.", view => view.Loan.MaximumTicketUsdt);
        Required<DateTimeScalar>("fundingDeadline", "Until when investors may invest.", view => view.Loan.FundingDeadline);
        Required<IntGraphType>("annualRateBps", "Simple interest per year, actual/365, in basis points.", view => view.Loan.AnnualRateBps);
        Required<IntGraphType>("lateRateBps", "Rate per year on overdue amounts while late, in basis points.", view => view.Loan.LateRateBps);
        Required<IntGraphType>("originationFeeBps", "Kept from the raised amount at draw-down, in basis points.", view => view.Loan.OriginationFeeBps);
        Required<IntGraphType>("platformFeeBps", "Taken from each interest payment, in basis points.", view => view.Loan.PlatformFeeBps);
        Required<RepaymentKindType>("repaymentKind", "How principal comes back.", view => view.Loan.RepaymentKind);
        Required<LongGraphType>("periodSeconds", "Seconds between two instalments.", view => view.Loan.PeriodSeconds);
        Required<IntGraphType>("instalmentCount", "Number of instalments.", view => view.Loan.InstalmentCount);
        Required<LongGraphType>("graceSeconds", "Seconds after a due date before the loan counts as late.", view => view.Loan.GraceSeconds);
        Required<LongGraphType>("defaultAfterSeconds", "Seconds of lateness before default may be declared.", view => view.Loan.DefaultAfterSeconds);
    }
}
