using System.Data;
using Microsoft.EntityFrameworkCore;
using ReFlow.Data;
using ReFlow.Indexer.Sync;

namespace ReFlow.Indexer.Audit;

/// <summary>Compares a few loans and holdings, drawn anew each time, with the chain at the indexed block, for as long as the indexer runs.</summary>
sealed class BackgroundAuditor(
    ChainAudit audit, IDbContextFactory<ReFlowDbContext> contexts, SyncState sync, AuditState state, AuditTelemetry telemetry, IndexerOptions options,
    TimeProvider time, ILogger<BackgroundAuditor> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.AuditInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // A standby's database is the writer's, which audits it.
            if (sync.Current is { IsStandby: true } or { Problem: not null })
                continue;
            try
            {
                await SampleAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.AuditSkipped(logger, exception.Message);
            }
        }
    }

    async Task SampleAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        // One snapshot: rows and cursor belong together, and the chain is asked at the cursor's block.
        await using var snapshot = await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        if (await context.SyncCursors.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { BlockNumber: >= 0 } cursor
            || !await audit.HasBlockAsync(cursor, cancellationToken))
            return;

        var holdings = await context.Holdings.AsNoTracking().Include(holding => holding.User).Include(holding => holding.Loan)
            .OrderBy(_ => EF.Functions.Random())
            .Take(options.AuditHoldings)
            .ToListAsync(cancellationToken);
        var report = new AuditReport();
        var source = await audit.ChooseSourceAsync(cursor.BlockHash, cancellationToken);
        var ofLoans = holdings.GroupBy(holding => holding.LoanId).ToArray();
        await ChainAudit.CompareLoansAsync(source, [.. ofLoans.Select(group => group.First().Loan!)], cursor, report, cancellationToken);
        foreach (var group in ofLoans)
            await ChainAudit.CompareHoldersAsync(source, group.First().Loan!, [.. group], cursor, report, cancellationToken);

        telemetry.Audited(report);
        state.Found(report);
        if (report.Differences is [var first, ..])
            Log.AuditDiffers(logger, report.Differences.Count, cursor.BlockNumber, first);
    }
}
