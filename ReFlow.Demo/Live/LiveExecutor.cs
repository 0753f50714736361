using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Demo.Actions;
using ReFlow.Demo.Story;
using ReFlow.Demo.Wallets;

namespace ReFlow.Demo.Live;

/// <summary>Carries out one action and waits until it is mined.</summary>
sealed class LiveExecutor(
    EthereumClient chain, ContractAddresses contracts, TransactionPipeline pipeline, LoanReader reader, UsdtFunds funds, DemoOptions options, ILogger<LiveExecutor> logger)
{
    static readonly TimeSpan s_miningTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Simulates, sends and waits. Also gives the actor test USDT or an approval first when those are missing.</summary>
    /// <exception cref="ReFlow.Chain.JsonRpc.JsonRpcException">The node refused, the simulation reverted, or the node does not answer.</exception>
    /// <exception cref="TimeoutException">The transaction was sent and is not mined yet; its outcome is open.</exception>
    public async Task<bool> ExecuteAsync(DemoAction action, Address? loan, CancellationToken cancellationToken)
    {
        // The same wallets may act through the web front end, so that no nonce is remembered between actions.
        pipeline.Forget();
        await TopUpAsync(action.By, cancellationToken);
        var amountUsdt = 0m;
        if (loan is { } address && action is Invest or Repay)
        {
            if (!await funds.HasApprovedAsync(action.By, loan.Value, cancellationToken))
                await SendAsync(action.By, ActionEncoder.EncodeApproval(contracts.Usdt, loan.Value), cancellationToken);
            if (action is Repay repay)
            {
                var snapshot = await reader.ReadAsync(repay.Loan, loan.Value, cancellationToken);
                amountUsdt = RepaymentAmount.For(repay.Size, snapshot, snapshot.AsOf.AddMinutes(1));
            }
        }

        return await SendAsync(action.By, ActionEncoder.Encode(action, loan ?? default, contracts.Factory, amountUsdt), cancellationToken);
    }

    /// <summary>Has the admin issue test USDT to an actor who has little left.</summary>
    public async Task TopUpAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor == Actors.Admin)
            return;
        var balanceUsdt = await funds.GetBalanceAsync(actor, cancellationToken);
        if (balanceUsdt >= options.LowBalanceUsdt)
            return;
        var amountUsdt = options.FullBalanceUsdt - balanceUsdt;
        pipeline.Forget();
        await SendAsync(Actors.Admin, funds.Issue(actor, amountUsdt), cancellationToken);
        Log.ToppedUp(logger, actor.Name, amountUsdt);
    }

    async Task<bool> SendAsync(Actor by, ContractCall call, CancellationToken cancellationToken)
    {
        await chain.CallAsync(call.To, call.Data, cancellationToken, BlockReference.Pending, ActorWallets.AddressOf(by));
        var transactionHash = await pipeline.SendAsync(by, call, cancellationToken);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_miningTimeout);
        try
        {
            return (await chain.WaitForReceiptAsync(transactionHash, timeout.Token)).Succeeded;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Transaction {transactionHash} was not mined within {s_miningTimeout.TotalSeconds} s.", exception);
        }
    }
}
