using Microsoft.EntityFrameworkCore;
using ReFlow.Chain;
using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Api;

/// <summary>What a page of loans is asked with.</summary>
/// <param name="Statuses">Only these; null or empty means all.</param>
/// <param name="First">Length of the page.</param>
/// <param name="After">Continue behind this place.</param>
/// <param name="WithTotal">Count all matches too.</param>
sealed record LoanPageQuery(IReadOnlyCollection<LoanStatus>? Statuses, int First, LoanCursor? After, bool WithTotal);

/// <summary>Reads loans, newest first.</summary>
sealed class LoanReader(ReadSnapshot snapshot)
{
    public Task<LoanView?> FindAsync(Address address, CancellationToken cancellationToken) =>
        snapshot.ReadAsync(
            async (context, asOf, token) =>
                asOf is not null && await context.Loans.SingleOrDefaultAsync(loan => loan.Address == address, token) is { } loan
                    ? new LoanView(loan, asOf)
                    : null,
            cancellationToken);

    public Task<LoanConnection> PageAsync(LoanPageQuery query, CancellationToken cancellationToken) =>
        snapshot.ReadAsync(
            async (context, asOf, token) => asOf is null
                ? new LoanConnection([], HasNextPage: false, HasPreviousPage: false, TotalCount: 0)
                : await PageAsync(context, asOf, query, token),
            cancellationToken);

    static async Task<LoanConnection> PageAsync(ReFlowDbContext context, IndexedBlock asOf, LoanPageQuery query, CancellationToken cancellationToken)
    {
        var matching = query.Statuses is { Count: > 0 } statuses ? context.Loans.WithStatusAt(statuses, asOf.Timestamp) : context.Loans;
        var totalCount = query.WithTotal ? await matching.CountAsync(cancellationToken) : (int?)null;

        var rest = query.After is { } after
            ? matching.Where(loan => EF.Functions.LessThan(
                ValueTuple.Create(loan.CreatedBlockNumber, loan.Id),
                ValueTuple.Create(after.CreatedBlockNumber, after.Id)))
            : matching;
        // One row more than the page tells whether another page follows.
        var rows = await rest
            .OrderByDescending(loan => loan.CreatedBlockNumber).ThenByDescending(loan => loan.Id)
            .Take(query.First + 1)
            .ToListAsync(cancellationToken);

        return new LoanConnection(
            [.. rows.Take(query.First).Select(loan => new LoanView(loan, asOf))],
            HasNextPage: rows.Count > query.First,
            HasPreviousPage: query.After is not null,
            totalCount);
    }
}
