using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Demo.Actions;
using ReFlow.Demo.Story;
using ReFlow.Domain;

namespace ReFlow.Demo.Wallets;

/// <summary>The actors' USDT: balances, approvals, and issues of test USDT by the admin.</summary>
sealed class UsdtFunds(EthereumClient chain, ContractAddresses contracts)
{
    public async Task<decimal> GetBalanceAsync(Actor actor, CancellationToken cancellationToken)
    {
        var call = TetherUsdContract.EncodeBalanceOf(ActorWallets.AddressOf(actor));
        return Usdt.FromBaseUnits(TetherUsdContract.DecodeBalanceOf(await chain.CallAsync(contracts.Usdt, call, cancellationToken)));
    }

    /// <summary>Whether the loan may already take the actor's USDT.</summary>
    public async Task<bool> HasApprovedAsync(Actor actor, Address loan, CancellationToken cancellationToken)
    {
        var call = TetherUsdContract.EncodeAllowance(ActorWallets.AddressOf(actor), loan);
        return !TetherUsdContract.DecodeAllowance(await chain.CallAsync(contracts.Usdt, call, cancellationToken)).IsZero;
    }

    /// <summary>The admin's call that gives an actor new test USDT.</summary>
    public ContractCall Issue(Actor to, decimal amountUsdt) => ActionEncoder.EncodeIssue(contracts.Usdt, ActorWallets.AddressOf(to), amountUsdt);
}
