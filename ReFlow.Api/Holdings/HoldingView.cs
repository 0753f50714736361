using ReFlow.Chain;
using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Api;

/// <summary>What one wallet holds of one loan, seen at the loan's block.</summary>
sealed record HoldingView(Address Wallet, Holding Holding, LoanView Loan)
{
    /// <summary>The wallet's share of the outstanding principal, rounded down to a base unit.</summary>
    public decimal OutstandingUsdt => Loan.Loan.TotalSupplyTokens == 0m
        ? 0m
        : Usdt.FromBaseUnits(Usdt.ToBaseUnits(Holding.BalanceTokens) * Usdt.ToBaseUnits(Loan.Loan.OutstandingUsdt) / Usdt.ToBaseUnits(Loan.Loan.TotalSupplyTokens));
}
