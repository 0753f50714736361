using ReFlow.Web.GraphQL;
using ReFlow.Web.Loans;

namespace ReFlow.Web.Market;

/// <summary>The part of the market that is loaded.</summary>
/// <param name="Loans">In the API's order, newest first.</param>
/// <param name="TotalCount">How many loans there are to load.</param>
/// <param name="HasMore">Whether the cursor leads on.</param>
/// <param name="IsEverything">Whether <paramref name="Loans"/> is the whole market, so that totals may be computed from it.</param>
/// <param name="SyncStatus">As of when.</param>
public sealed record MarketData(IReadOnlyList<Loan> Loans, int TotalCount, bool HasMore, bool IsEverything, SyncStatus SyncStatus);

/// <summary>Reads the market page by page.</summary>
public sealed class MarketReader(LoanReader loans)
{
    public const int PageSize = 24;

    /// <summary>A filter or an order that the API does not offer looks at no more than this many loans.</summary>
    public const int MaximumLoans = 480;

    /// <summary>Follows the cursor until <paramref name="wanted"/> loans are loaded or there are no more.</summary>
    /// <remarks>
    /// Every visitor reads the same unfiltered pages, which <see cref="Live.SharedReads"/> fetches once per block. Only a market
    /// that is too large for that is filtered by status at the API.
    /// </remarks>
    /// <exception cref="GraphQLException">The API gave no data.</exception>
    public async Task<MarketData> ReadAsync(IReadOnlyList<LoanStatus> statuses, int wanted, CancellationToken cancellationToken)
    {
        var firstPage = await loans.ReadMarketAsync(null, PageSize, null, cancellationToken);
        return statuses.Count > 0 && firstPage.Loans.TotalCount > MaximumLoans
            ? await FollowAsync(statuses, wanted, cancellationToken)
            : await FollowAsync(null, wanted, cancellationToken, firstPage);
    }

    async Task<MarketData> FollowAsync(
        IReadOnlyList<LoanStatus>? statuses, int wanted, CancellationToken cancellationToken, LoanPageOfMarket? firstPage = null)
    {
        var page = firstPage ?? await loans.ReadMarketAsync(statuses, PageSize, null, cancellationToken);
        var loaded = new Dictionary<string, Loan>(StringComparer.OrdinalIgnoreCase);
        var isOrphaned = false;
        while (true)
        {
            isOrphaned |= page.SyncStatus.Orphaned;
            foreach (var loan in page.Loans.Nodes)
                loaded.TryAdd(loan.Address, loan);
            var info = page.Loans.PageInfo;
            var hasMore = info is { HasNextPage: true, EndCursor: not null } && page.Loans.Nodes.Count > 0;
            if (!hasMore || loaded.Count >= wanted)
                return new MarketData([.. loaded.Values], page.Loans.TotalCount, hasMore, !hasMore && statuses is null, page.SyncStatus with { Orphaned = isOrphaned });
            page = await loans.ReadMarketAsync(statuses, PageSize, info.EndCursor, cancellationToken);
        }
    }
}
