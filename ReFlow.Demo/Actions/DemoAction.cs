using ReFlow.Chain;
using ReFlow.Demo.Story;
using ReFlow.Domain;

namespace ReFlow.Demo.Actions;

/// <summary>One transaction that an actor makes with a loan, in the past or live.</summary>
/// <param name="Loan">Which loan.</param>
/// <param name="By">Whose key signs.</param>
abstract record DemoAction(LoanRef Loan, Actor By);

/// <summary>A loan by the id under which the factory knows it, and by the name that people use.</summary>
sealed record LoanRef(Hash32 LoanId, string Name);

sealed record CreateLoan(LoanRef Loan, LoanTerms Terms, LoanMetadata About) : DemoAction(Loan, Actors.Originator);

sealed record Invest(LoanRef Loan, Actor By, decimal AmountUsdt) : DemoAction(Loan, By);

sealed record DrawDown(LoanRef Loan) : DemoAction(Loan, Actors.Originator);

/// <summary>A repayment. <paramref name="PaymentId"/> follows from the loan and the label, so the contract itself refuses it twice.</summary>
sealed record Repay(LoanRef Loan, Hash32 PaymentId, string Label, RepaymentSize Size) : DemoAction(Loan, Actors.Originator);

sealed record Claim(LoanRef Loan, Actor By) : DemoAction(Loan, By);

sealed record TransferTokens(LoanRef Loan, Actor By, Actor To, decimal AmountTokens) : DemoAction(Loan, By);

sealed record Cancel(LoanRef Loan, Actor By) : DemoAction(Loan, By);

sealed record Refund(LoanRef Loan, Actor By) : DemoAction(Loan, By);

sealed record DeclareDefault(LoanRef Loan, Actor By) : DemoAction(Loan, By);

sealed record WriteOff(LoanRef Loan) : DemoAction(Loan, Actors.Admin);
