using Microsoft.EntityFrameworkCore;
using ReFlow.Data;

namespace ReFlow.Operator.Administration;

/// <summary>Asks the read model for loans that may need the operator.</summary>
sealed class LoanCandidates(IDbContextFactory<ReFlowDbContext> contexts)
{
    const int PageSize = 200;

    // The due date as LoanStatusRule.DefaultableAfter computes it; the rule itself decides afterwards.
    const string Sql = """
        SELECT * FROM loans
        WHERE (phase = 'FUNDING' AND (raised >= principal_target OR funding_deadline <= {0}))
           OR (phase = 'ACTIVE' AND outstanding > 0 AND drawn_at
               + make_interval(secs => period_seconds * (settled_instalments + 1) + grace_seconds + default_after_seconds) < {0})
        """;

    public async Task<IReadOnlyList<Loan>> FindAsync(DateTimeOffset chainTime, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Loans.FromSqlRaw(Sql, chainTime)
            .OrderByDescending(loan => loan.UpdatedBlockNumber)
            .Take(PageSize)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
    }
}
