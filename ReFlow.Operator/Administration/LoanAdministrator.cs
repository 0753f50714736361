using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;
using ReFlow.Data;
using ReFlow.Operator.Sending;
using ReFlow.Operator.Signing;

namespace ReFlow.Operator.Administration;

/// <summary>Draws down, cancels and declares default: from the read model to a sent transaction, each decision simulated before.</summary>
sealed class LoanAdministrator(
    EthereumClient chain, PolicySigner signer, LoanCandidates candidates, TransactionStore store, DurableSender sender,
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
            if (await ChooseAsync(loan, due, cancellationToken) is not { } purpose)
                continue;

            var earlier = history[loan.Address].Where(transaction => transaction.Purpose == purpose).ToList();
            // Final, and the read model does not show it yet: the indexer is behind.
            if (earlier.Exists(transaction => transaction.Status == OperatorTransactionStatus.Final))
                continue;
            if (earlier.Count >= options.MaxTries)
            {
                needHuman.Add($"{purpose} of {loan.Address}: {earlier.Count} transactions without effect, the last: {earlier.MaxBy(row => row.Nonce)?.Reason}");
                continue;
            }

            Log.Decided(logger, purpose, loan.Name ?? loan.Address.ToString(), head.Timestamp);
            if (await TrySendAsync(new Intent(purpose, loan.Address, earlier.Count + 1), epoch, cancellationToken))
                inFlight++;
        }

        foreach (var problem in status.ReportNeedsHuman(needHuman))
            Log.NeedsHuman(logger, problem);
    }

    static bool IsOnItsWay(OperatorTransaction transaction) =>
        transaction.Status is OperatorTransactionStatus.Prepared or OperatorTransactionStatus.Accepted or OperatorTransactionStatus.Mined;

    // One loan that is refused does not keep the others waiting.
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
            try
            {
                await chain.CallAsync(
                    loan.Address, SigningPolicy.CallDataFor(purpose), cancellationToken, BlockReference.Pending, signer.Sender);
                return purpose;
            }
            catch (JsonRpcException exception) when (exception.Kind == JsonRpcErrorKind.Reverted)
            {
                Log.SimulationReverted(logger, purpose, loan.Address, exception.RevertReason);
            }
        }

        return null;
    }
}
