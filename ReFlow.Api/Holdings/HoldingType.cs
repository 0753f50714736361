namespace ReFlow.Api;

sealed class HoldingType : ReadType<HoldingView>
{
    public HoldingType()
        : base("Holding", "What one wallet holds of one loan. It stays when the balance is zero, because costs and claims remain true.")
    {
        Required<LoanType>("loan", "The loan.", view => view.Loan);
        Required<AddressScalar>("wallet", "The holder.", view => view.Wallet);
        Required<UsdtScalar>("balance", "Loan tokens.", view => view.Holding.BalanceTokens);
        Required<UsdtScalar>("invested", "USDT paid for the tokens now held, at average cost.", view => view.Holding.InvestedUsdt);
        Required<UsdtScalar>("claimed", "USDT claimed so far.", view => view.Holding.ClaimedUsdt);
        Required<UsdtScalar>("outstanding", "The wallet's share of the outstanding principal, rounded down.", view => view.OutstandingUsdt);
    }
}
