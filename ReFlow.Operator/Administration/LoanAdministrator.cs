using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;
using ReFlow.Data;
using ReFlow.Operator.Sending;
using ReFlow.Operator.Signing;

namespace ReFlow.Operator.Administration;

/// <summary>Draws down, cancels and declares default: from the read model to a sent transaction, each decision simulated before.</summary>
sealed class LoanAdministrator(
    EthereumClient chain, PolicySigner signer, SigningPolicy policy, LoanCandidates candidates, TransactionStore store, DurableSender sender,
    OperatorOptions options, OperatorStatus status, ILogger<LoanAdministrator> logger)
{
    /// <summary>One look at all loans that may need the operator.</summary>
    public async Task AdministerAsync(long epoch, CancellationToken cancellationToken)
    {
        if (await chain.GetHeaderAsync(BlockReference.Latest, cancellationToken) is not { } head)
            return;

        var loans = await candidates.FindAsync(head.Timestamp, cancellationToken);
        var history = await store.GetByLoansAsync([.. loans.Select(loan => loan.Address)], cancellationToken);
        var inFlight = (await store.GetOpenAsync(cancellationToken)).Count;
        var needHuman = new List<string>();
        foreach (var loan in loans)
        {
            var due = AdministrationRule.Decide(loan.ToTerms(), loan.ToProgress(), loan.RaisedUsdt, head.Timestamp);
            if (due.Count == 0 || inFlight >= options.MaxInFlight || history[loan.Address].Any(IsOnItsWay))
                continue;
            try
            {
                if (await TryAdministerAsync(loan, due, history[loan.Address], head, needHuman, epoch, cancellationToken))
                    inFlight++;
            }
            catch (JsonRpcException exception) when (!exception.IsTransient)
            {
                // One loan that the node refuses does not keep the others waiting.
                Log.NotSent(logger, loan.Address.ToString(), exception.Message);
                needHuman.Add($"{loan.Address}: {exception.Message}");
            }
        }

        foreach (var problem in status.ReportNeedsHuman(needHuman))
            Log.NeedsHuman(logger, problem);
    }

    async Task<bool> TryAdministerAsync(
        Loan loan, IReadOnlyList<OperatorPurpose> due, IEnumerable<OperatorTransaction> history, BlockHeader head, List<string> needHuman, long epoch,
        CancellationToken cancellationToken)
    {
        if (await ChooseAsync(loan, due, cancellationToken) is not { } purpose)
        {
            // The contract refuses to draw for an originator that was dropped, and would go on doing so in silence.
            if (due.Contains(OperatorPurpose.DrawDown) && !await policy.IsOriginatorAsync(loan.Originator, cancellationToken))
                needHuman.Add($"{loan.Address}: its originator {loan.Originator} was dropped, so that nothing is drawn down; after seven days it is cancelled and investors are refunded");
            return false;
        }

        var earlier = history.Where(transaction => transaction.Purpose == purpose).ToList();
        if (!await AllWereWithoutEffectAsync(earlier, head, cancellationToken))
            return false;
        if (earlier.Count >= options.MaxTries)
        {
            var last = earlier.MaxBy(row => row.Nonce)!;
            needHuman.Add($"{purpose} of {loan.Address}: {earlier.Count} transactions without effect, the last: {last.Reason ?? $"in block {last.BlockNumber}, where it changed nothing"}");
            return false;
        }

        Log.Decided(logger, purpose, loan.Name ?? loan.Address.ToString(), head.Timestamp);
        return await TrySendAsync(new Intent(purpose, loan.Address, earlier.Count + 1), epoch, cancellationToken);
    }

    // Each call works once. A final one that passes again on a later block's state had no effect; until then the node or the indexer is behind.
    async Task<bool> AllWereWithoutEffectAsync(IReadOnlyList<OperatorTransaction> earlier, BlockHeader head, CancellationToken cancellationToken)
    {
        if (earlier.Where(transaction => transaction.Status == OperatorTransactionStatus.Final).MaxBy(transaction => transaction.BlockNumber) is not { } final)
            return true;
        return final.BlockNumber < head.Number && await PassesAsync(final.LoanAddress, final.Purpose, head.Hash, cancellationToken);
    }

    static bool IsOnItsWay(OperatorTransaction transaction) =>
        transaction.Status is OperatorTransactionStatus.Prepared or OperatorTransactionStatus.Accepted or OperatorTransactionStatus.Mined;

    async Task<bool> TrySendAsync(Intent intent, long epoch, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendAsync(intent, epoch, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is SigningRefusedException or JsonRpcException { Kind: JsonRpcErrorKind.Reverted })
        {
            Log.NotSent(logger, intent.Key, exception.Message);
            return false;
        }
    }

    async Task<OperatorPurpose?> ChooseAsync(Loan loan, IReadOnlyList<OperatorPurpose> purposes, CancellationToken cancellationToken)
    {
        foreach (var purpose in purposes)
        {
            if (await PassesAsync(loan.Address, purpose, BlockReference.Pending, cancellationToken))
                return purpose;
        }

        return null;
    }

    async Task<bool> PassesAsync(Address loan, OperatorPurpose purpose, BlockReference block, CancellationToken cancellationToken)
    {
        try
        {
            await chain.CallAsync(loan, SigningPolicy.CallDataFor(purpose), cancellationToken, block, signer.Sender);
            return true;
        }
        catch (JsonRpcException exception) when (exception.Kind == JsonRpcErrorKind.Reverted)
        {
            Log.SimulationReverted(logger, purpose, loan, exception.RevertReason);
            return false;
        }
    }
}
