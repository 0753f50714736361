using System.Collections.Concurrent;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;
using ReFlow.Data;

namespace ReFlow.Api;

/// <summary>Distributions and transactions of any number of loans, one statement per level and page size.</summary>
sealed class LoanHistory(ReadSnapshot snapshot)
{
    readonly ConcurrentDictionary<int, BatchLoader<Guid, IEnumerable<Distribution>>> _distributions = [];
    readonly ConcurrentDictionary<int, BatchLoader<Guid, IEnumerable<ChainTransaction>>> _transactions = [];

    public IDataLoaderResult<IEnumerable<Distribution>> Distributions(Guid loanId, int first) =>
        _distributions.GetOrAdd(first, size => Loader(
            (context, loanIds) => context.Loans.Where(loan => loanIds.Contains(loan.Id)).SelectMany(loan => context.Distributions
                .Where(row => row.LoanId == loan.Id)
                .OrderByDescending(row => row.Round)
                .Take(size)),
            row => row.LoanId,
            rows => rows.OrderByDescending(row => row.Round))).Load(loanId);

    public IDataLoaderResult<IEnumerable<ChainTransaction>> Transactions(Guid loanId, int first) =>
        _transactions.GetOrAdd(first, size => Loader(
            (context, loanIds) => context.Loans.Where(loan => loanIds.Contains(loan.Id)).SelectMany(loan => context.Transactions
                .Where(row => row.LoanId == loan.Id)
                .OrderByDescending(row => row.BlockNumber ?? long.MaxValue).ThenByDescending(row => row.LogIndex)
                .Take(size))
                .Include(row => row.User),
            row => row.LoanId,
            rows => rows.OrderByDescending(row => row.BlockNumber ?? long.MaxValue).ThenByDescending(row => row.LogIndex))).Load(loanId);

    // SQL does not promise the order of joined rows, so the page is ordered again here.
    BatchLoader<Guid, IEnumerable<TRow>> Loader<TRow>(
        Func<ReFlowDbContext, IReadOnlyCollection<Guid>, IQueryable<TRow>> query,
        Func<TRow, Guid> loanIdOf,
        Func<IEnumerable<TRow>, IEnumerable<TRow>> order) =>
        new((loanIds, cancellationToken) => snapshot.ReadAsync<Func<Guid, IEnumerable<TRow>>>(
            async (context, _, token) =>
            {
                var rows = (await query(context, loanIds).ToListAsync(token)).ToLookup(loanIdOf);
                return loanId => order(rows[loanId]);
            },
            cancellationToken));
}
