using System.Numerics;
using ReFlow.Chain;
using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Indexer.Folding;

/// <summary>What a token transfer does to balances, average cost, payouts, supply and the number of holders.</summary>
static class HoldingFold
{
    public static void ApplyTransfer(FoldState state, Loan loan, Address from, Address to, decimal amountTokens, ChainLog log)
    {
        if (from == to)
        {
            // The chain emits the event and moves nothing; average cost must not move either.
            if (from != Address.Zero)
                state.TouchHolding(loan, from, log);
            return;
        }

        var lotDebt = loan.LotDebt(amountTokens);
        if (from == Address.Zero)
            loan.TotalSupplyTokens += amountTokens;
        else
            Debit(loan, state.TouchHolding(loan, from, log), amountTokens, lotDebt);

        if (to == Address.Zero)
            Burn(loan, state.TouchHolding(loan, from, log), amountTokens);
        else
            Credit(loan, state.TouchHolding(loan, to, log), amountTokens, lotDebt);
    }

    /// <summary>
    /// Moves the whole cost of a lost wallet's tokens, and all that it can claim, to its replacement: the same person holds them. The
    /// transfer of the tokens follows in its own event and moves their lot, which is therefore left out here.
    /// </summary>
    public static void ApplyRecovery(FoldState state, Loan loan, Address lost, Address replacement, ChainLog log)
    {
        var from = state.TouchHolding(loan, lost, log);
        var to = state.TouchHolding(loan, replacement, log);
        var lotDebt = loan.LotDebt(from.BalanceTokens);
        to.InvestedUsdt += from.InvestedUsdt;
        to.PayoutDebt += from.PayoutDebt - lotDebt;
        from.InvestedUsdt = 0m;
        from.PayoutDebt = lotDebt;
    }

    static void Debit(Loan loan, Holding holding, decimal amountTokens, BigInteger lotDebt)
    {
        var before = holding.BalanceTokens;
        if (before == 0m)
            return;

        holding.InvestedUsdt -= ProportionalCostUsdt(holding.InvestedUsdt, amountTokens, before);
        holding.BalanceTokens = before - amountTokens;
        holding.PayoutDebt -= lotDebt;
        if (holding.BalanceTokens == 0m)
            loan.HolderCount--;
    }

    static void Credit(Loan loan, Holding holding, decimal amountTokens, BigInteger lotDebt)
    {
        if (holding.BalanceTokens == 0m && amountTokens > 0m)
            loan.HolderCount++;
        holding.BalanceTokens += amountTokens;
        holding.PayoutDebt += lotDebt;
    }

    // A refund and the last claim burn everything that a wallet has, and with it the fraction of a unit that it could not claim.
    static void Burn(Loan loan, Holding holding, decimal amountTokens)
    {
        loan.TotalSupplyTokens -= amountTokens;
        holding.PayoutDebt = BigInteger.Zero;
    }

    // In whole base units, because decimal's 28 digits do not hold cost x amount exactly. Rounded up, so that the cost kept is rounded
    // down and a balance of zero keeps none.
    static decimal ProportionalCostUsdt(decimal investedUsdt, decimal amountTokens, decimal balanceTokens)
    {
        if (amountTokens == balanceTokens)
            return investedUsdt;
        var cost = Usdt.ToBaseUnits(investedUsdt) * Usdt.ToBaseUnits(amountTokens);
        var quotient = BigInteger.DivRem(cost, Usdt.ToBaseUnits(balanceTokens), out var remainder);
        return Usdt.FromBaseUnits(remainder.IsZero ? quotient : quotient + 1);
    }
}
