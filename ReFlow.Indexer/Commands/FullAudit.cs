using Microsoft.EntityFrameworkCore;
using ReFlow.Data;
using ReFlow.Indexer.Audit;
using ReFlow.Indexer.Chain;

namespace ReFlow.Indexer.Commands;

/// <summary>Every loan and every holding against the contracts, and the platform's totals against the tables and the chain.</summary>
sealed class FullAudit(ChainAudit audit)
{
    const int LoansAtOnce = 50;
    const int HoldersAtOnce = 1_000;

    /// <exception cref="InconsistentChainException">There is nothing to compare with: the node does not have the indexed block.</exception>
    /// <param name="context">Its transaction's snapshot is what is audited.</param>
    public async Task RunAsync(ReFlowDbContext context, AuditReport report, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var cursor = await context.SyncCursors.AsNoTracking().SingleAsync(cancellationToken);
        if (!await audit.HasBlockAsync(cursor, cancellationToken))
            throw new InconsistentChainException($"The node does not have the indexed block {cursor.BlockNumber} ({cursor.BlockHash}) at its height: it lags, or its chain is being followed to another branch.");

        var source = await audit.ChooseSourceAsync(cursor.BlockHash, cancellationToken);
        var loans = await context.Loans.AsNoTracking().OrderBy(loan => loan.CreatedBlockNumber).ThenBy(loan => loan.Id).ToListAsync(cancellationToken);
        report.Compare("number of loans", await audit.ReadLoanCountAsync(cursor.BlockHash, cancellationToken), loans.Count);
        var done = 0;
        foreach (var some in loans.Chunk(LoansAtOnce))
        {
            await ChainAudit.CompareLoansAsync(source, some, cursor, report, cancellationToken);
            foreach (var loan in some)
                await CompareHoldingsAsync(context, source, loan, cursor, report, cancellationToken);
            progress.Report($"{done += some.Length} of {loans.Count} loans compared with the chain at block {cursor.BlockNumber}.");
        }

        await CompareTotalsAsync(context, loans, report, cancellationToken);
    }

    static async Task CompareHoldingsAsync(
        ReFlowDbContext context, IChainFigureSource source, Loan loan, SyncCursor cursor, AuditReport report, CancellationToken cancellationToken)
    {
        var holdings = await context.Holdings.AsNoTracking().Include(holding => holding.User).Where(holding => holding.LoanId == loan.Id).ToListAsync(cancellationToken);
        foreach (var some in holdings.Chunk(HoldersAtOnce))
            await ChainAudit.CompareHoldersAsync(source, loan, some, cursor, report, cancellationToken);
        // The supply was compared with the chain's: who is missing here is missing in the sum.
        report.Compare($"loan {loan.Address}, sum of balances", loan.TotalSupplyTokens, holdings.Sum(holding => holding.BalanceTokens));
        report.Compare($"loan {loan.Address}, holders", holdings.Count(holding => holding.BalanceTokens > 0m), loan.HolderCount);
    }

    static async Task CompareTotalsAsync(ReFlowDbContext context, List<Loan> loans, AuditReport report, CancellationToken cancellationToken)
    {
        var totals = await context.PlatformTotals.AsNoTracking().SingleAsync(cancellationToken);
        report.Compare("platform, outstanding", loans.Sum(loan => loan.OutstandingUsdt), totals.OutstandingUsdt);
        report.Compare("platform, principal repaid", loans.Sum(loan => loan.PrincipalReceivedUsdt), totals.PrincipalRepaidUsdt);
        report.Compare("platform, interest paid", loans.Sum(loan => loan.InterestReceivedUsdt), totals.InterestPaidUsdt);
        report.Compare("platform, loss", loans.Sum(loan => loan.LossUsdt), totals.LossUsdt);
        report.Compare("platform, loans", loans.Count, totals.LoanCount);
        report.Compare("platform, traded", await context.Fills.SumAsync(fill => fill.TotalUsdt, cancellationToken), totals.TradedUsdt);
        report.Compare("platform, investors", await context.Investments.Select(row => row.UserId).Distinct().CountAsync(cancellationToken), totals.InvestorCount);
    }
}
