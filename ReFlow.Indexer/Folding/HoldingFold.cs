using System.Numerics;
using ReFlow.Chain;
using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Indexer.Folding;

/// <summary>What a token transfer does to balances, average cost, supply and the number of holders.</summary>
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

        if (from == Address.Zero)
            loan.TotalSupplyTokens += amountTokens;
        else
            Debit(loan, state.TouchHolding(loan, from, log), amountTokens);

        if (to == Address.Zero)
            loan.TotalSupplyTokens -= amountTokens;
        else
            Credit(loan, state.TouchHolding(loan, to, log), amountTokens);
    }

    /// <summary>
    /// Moves the whole cost of a lost wallet's tokens to its replacement: the same person holds them. The transfer of the tokens
    /// follows in its own event.
    /// </summary>
    public static void ApplyRecovery(FoldState state, Loan loan, Address lost, Address replacement, ChainLog log)
    {
        var from = state.TouchHolding(loan, lost, log);
        state.TouchHolding(loan, replacement, log).InvestedUsdt += from.InvestedUsdt;
        from.InvestedUsdt = 0m;
    }

    static void Debit(Loan loan, Holding holding, decimal amountTokens)
    {
        var before = holding.BalanceTokens;
        if (before == 0m)
            return;

        holding.InvestedUsdt -= ProportionalCostUsdt(holding.InvestedUsdt, amountTokens, before);
        holding.BalanceTokens = before - amountTokens;
        if (holding.BalanceTokens == 0m)
            loan.HolderCount--;
    }

    static void Credit(Loan loan, Holding holding, decimal amountTokens)
    {
        if (holding.BalanceTokens == 0m && amountTokens > 0m)
            loan.HolderCount++;
        holding.BalanceTokens += amountTokens;
    }

    // In whole base units, because decimal's 28 digits do not hold cost x amount exactly. Rounded up, so that the cost kept is rounded
    // down and a balance of zero keeps none.
    static decimal ProportionalCostUsdt(decimal investedUsdt, decimal amountTokens, decimal balanceTokens)
    {
        var cost = Usdt.ToBaseUnits(investedUsdt) * Usdt.ToBaseUnits(amountTokens);
        var quotient = BigInteger.DivRem(cost, Usdt.ToBaseUnits(balanceTokens), out var remainder);
        return Usdt.FromBaseUnits(remainder.IsZero ? quotient : quotient + 1);
    }
}
