using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Demo.Actions;
using ReFlow.Demo.Story;
using ReFlow.Demo.Wallets;

namespace ReFlow.Demo.Past;

/// <summary>Carries out the steps of one moment after the other: sends all of a moment, mines one block at its time, looks at the receipts.</summary>
sealed class PastExecutor(
    EthereumClient chain, ContractAddresses contracts, TransactionPipeline pipeline, LoanReader reader, UsdtFunds funds, DevelopmentClock clock,
    ILogger<PastExecutor> logger)
{
    const decimal ReserveUsdt = 100_000m;

    readonly Dictionary<Hash32, Address> _loans = [];
    readonly HashSet<(Actor, Hash32)> _approved = [];
    DateTimeOffset _headTime;

    /// <summary>Where the factory puts these loans, whether they exist yet or not.</summary>
    public async Task<IReadOnlyDictionary<Hash32, Address>> ResolveAsync(IEnumerable<Hash32> loanIds, CancellationToken cancellationToken)
    {
        foreach (var loanId in loanIds.Where(loanId => !_loans.ContainsKey(loanId)))
        {
            var answer = await chain.CallAsync(contracts.Factory, LoanFactoryContract.EncodeLoanAddress(loanId), cancellationToken);
            _loans[loanId] = LoanFactoryContract.DecodeLoanAddress(answer);
        }

        return _loans;
    }

    /// <summary>Gives everybody what the steps will take, in one block right after the head.</summary>
    public async Task FundAsync(IReadOnlyList<PlanStep> steps, CancellationToken cancellationToken)
    {
        pipeline.Forget();
        var head = await chain.GetHeaderAsync(BlockReference.Latest, cancellationToken) ?? throw new InvalidOperationException("A chain has a head.");
        _headTime = head.Timestamp;
        var neededUsdt = steps.Select(step => step.Action).OfType<Invest>().GroupBy(invest => invest.By)
            .ToDictionary(invests => invests.Key, invests => invests.Sum(invest => invest.AmountUsdt) + ReserveUsdt);
        neededUsdt[Actors.Originator] = Scenario.Loans.Sum(story => story.Sketch.TargetUsdt) + ReserveUsdt;

        foreach (var (actor, amountUsdt) in neededUsdt)
        {
            var balanceUsdt = await funds.GetBalanceAsync(actor, cancellationToken);
            if (balanceUsdt < amountUsdt)
                await pipeline.SendAsync(Actors.Admin, funds.Issue(actor, amountUsdt - balanceUsdt), cancellationToken);
        }

        await MineAsync(_headTime, cancellationToken);
    }

    public async Task ExecuteAsync(IReadOnlyList<PlanStep> moment, CancellationToken cancellationToken)
    {
        var sent = new List<(PlanStep Step, Hash32 TransactionHash)>(moment.Count);
        foreach (var step in moment)
        {
            if (await IsThereAsync(step, cancellationToken))
                continue;
            var loan = _loans[step.Action.Loan.LoanId];
            if (step.Action is Invest or Repay)
                await ApproveOnceAsync(step.Action, loan, cancellationToken);
            var amountUsdt = step.Action is Repay repay ? await AmountAsync(repay, loan, step.At, cancellationToken) : 0;
            var call = ActionEncoder.Encode(step.Action, loan, contracts.Factory, amountUsdt);
            sent.Add((step, await pipeline.SendAsync(step.Action.By, call, cancellationToken)));
        }

        await MineAsync(moment[0].At, cancellationToken);
        foreach (var (step, transactionHash) in sent)
            await CheckAsync(step, transactionHash, cancellationToken);
    }

    async Task ApproveOnceAsync(DemoAction action, Address loan, CancellationToken cancellationToken)
    {
        if (!_approved.Add((action.By, action.Loan.LoanId)) || await funds.HasApprovedAsync(action.By, loan, cancellationToken))
            return;
        await pipeline.SendAsync(action.By, ActionEncoder.EncodeApproval(contracts.Usdt, loan), cancellationToken);
    }

    async Task<decimal> AmountAsync(Repay repay, Address loan, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var snapshot = await reader.ReadAsync(repay.Loan, loan, cancellationToken);
        return RepaymentAmount.For(repay.Size, snapshot, at > _headTime ? at : _headTime.AddSeconds(1));
    }

    // Two moments can be the same second when steps were moved to the present; a block's time always grows.
    async Task MineAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        _headTime = at > _headTime ? at : _headTime.AddSeconds(1);
        await clock.MineAsync(_headTime, cancellationToken);
    }

    async Task CheckAsync(PlanStep step, Hash32 transactionHash, CancellationToken cancellationToken)
    {
        var receipt = await chain.GetReceiptAsync(transactionHash, cancellationToken);
        if (receipt is { Succeeded: true })
        {
            if (logger.IsEnabled(LogLevel.Debug))
                Log.StepDone(logger, step.At, Narrator.Tell(step.Action));
            return;
        }

        // The operator may have been faster in the same block.
        if (!await IsThereAsync(step, cancellationToken))
            Log.StepFailed(logger, Narrator.Tell(step.Action), step.At, receipt is null ? "it was not mined" : "it reverted");
        pipeline.Forget();
    }

    async Task<bool> IsThereAsync(PlanStep step, CancellationToken cancellationToken)
    {
        if (!StepEffect.CanShow(step.Action))
            return false;
        var state = await chain.CallAsync(_loans[step.Action.Loan.LoanId], LoanContract.EncodeState(), cancellationToken);
        // Empty when the loan itself could not be created.
        return state.Length > 0 && StepEffect.IsThere(step.Action, LoanContract.DecodeState(state));
    }
}
