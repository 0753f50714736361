using System.Diagnostics;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Demo.Story;
using ReFlow.Demo.Wallets;

namespace ReFlow.Demo.Past;

/// <summary>
/// Builds the scenario's past on a development chain in seconds of wall time. Interrupted at any point, the next call goes on where
/// the chain's events end.
/// </summary>
sealed class PastBuilder(
    EthereumClient chain, ContractAddresses contracts, PastExecutor executor, DevelopmentClock clock, DemoOptions options,
    DemoStatus status, TimeProvider time, ILogger<PastBuilder> logger)
{
    /// <summary>Does what of the past is missing and fits. Afterwards the chain's clock is the wall clock, and blocks come by themselves.</summary>
    public async Task BuildAsync(CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(cancellationToken);
        var fit = await FitAsync(plan, cancellationToken);
        if (fit.Steps.Count > 0)
        {
            // What a killed run sent and nobody mined is not among the events; it would happen beside the steps that replace it.
            // Some of it may have been mined just now. Once the past exists, what waits in the pool belongs to the wallets' users.
            await DropPendingAsync(cancellationToken);
            fit = await FitAsync(plan, cancellationToken);
        }

        if (fit.LeftOut.Count > 0)
            Log.PastDoesNotFit(logger, string.Join(", ", fit.LeftOut));

        // A killed run may have left the chain without blocks, so that this is done even when nothing remains.
        await clock.StartIntervalAsync(options.BlockSeconds, cancellationToken);
        if (fit.Steps.Count == 0)
            Log.PastExists(logger);
        else
            await BuildAsync(fit.Steps, cancellationToken);
        await clock.SetTimeAsync(time.GetUtcNow(), cancellationToken);
    }

    async Task BuildAsync(IReadOnlyList<PlanStep> steps, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var loanCount = steps.Select(step => step.Action.Loan).Distinct().Count();
        Log.PastStarts(logger, steps.Count, loanCount, steps[0].At, options.Seed);
        await clock.StopIntervalAsync(cancellationToken);
        try
        {
            var done = 0;
            await executor.FundAsync(steps, cancellationToken);
            foreach (var moment in steps.GroupBy(step => step.At))
            {
                status.ReportPreparing($"building the past: {done} of {steps.Count} steps, {moment.Key:yyyy-MM-dd}");
                await executor.ExecuteAsync([.. moment], cancellationToken);
                done += moment.Count();
            }
        }
        finally
        {
            // Also when the service is stopped in the middle: nobody else could make blocks until the next start.
            await clock.StartIntervalAsync(options.BlockSeconds, CancellationToken.None);
        }

        Log.PastBuilt(logger, steps.Count, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    async Task DropPendingAsync(CancellationToken cancellationToken)
    {
        foreach (var actor in Actors.Investors.Append(Actors.Originator).Append(Actors.Admin))
            await clock.DropPendingAsync(ActorWallets.AddressOf(actor), cancellationToken);
    }

    async Task<IReadOnlyList<PlanStep>> PlanAsync(CancellationToken cancellationToken)
    {
        var genesis = await chain.GetHeaderAsync(0L, cancellationToken) ?? throw new InvalidOperationException("A chain has a first block.");
        var past = TimeSpan.FromDays(Scenario.Days);

        // Counted from the first block, so that every run on this chain makes the same plan; never into the future.
        var now = time.GetUtcNow();
        var start = genesis.Timestamp + past < now ? genesis.Timestamp : now - past;
        return PastPlanner.Plan(Scenario.Loans, start, options.Seed);
    }

    async Task<PastFit> FitAsync(IEnumerable<PlanStep> plan, CancellationToken cancellationToken)
    {
        var ledger = await ReadLedgerAsync(cancellationToken);
        var head = await chain.GetHeaderAsync(BlockReference.Latest, cancellationToken) ?? throw new InvalidOperationException("A chain has a head.");
        return PastFit.For(plan.Where(step => !ledger.IsDone(step)), Scenario.Loans, head.Timestamp, ledger.IsCreated);
    }

    async Task<StepLedger> ReadLedgerAsync(CancellationToken cancellationToken)
    {
        var addresses = await executor.ResolveAsync(Scenario.Loans.Select(story => story.LoanId), cancellationToken);
        return await StepLedger.ReadAsync(chain, contracts.Factory, addresses.ToDictionary(pair => pair.Value, pair => pair.Key), cancellationToken);
    }
}
