using ReFlow.Web.GraphQL;
using ReFlow.Web.Live;

namespace ReFlow.Web.Loans;

/// <summary>Reads loans from the API; equal questions asked by several visitors about the same block become one request.</summary>
public sealed class LoanReader(GraphQLClient client, SharedReads reads)
{
    /// <summary>How many of the newest distributions a loan's page shows; more than any schedule has instalments.</summary>
    public const int DistributionCount = 100;

    /// <summary>How many of the newest transactions a loan's page shows.</summary>
    public const int TransactionCount = 20;

    /// <summary>One page of the market, newest first.</summary>
    /// <exception cref="GraphQLException">The API gave no data.</exception>
    public Task<LoanPageOfMarket> ReadMarketAsync(IReadOnlyList<LoanStatus>? status, int first, string? after, CancellationToken cancellationToken) =>
        reads.GetAsync(
            $"market|{(status is null ? "" : string.Join(',', status))}|{first}|{after}",
            token => client.QueryAsync<LoanPageOfMarket>(GraphQLDocuments.Market, new { status, first, after }, token),
            cancellationToken);

    /// <summary>One loan; <see cref="LoanAnswer.Loan"/> is null when the factory has no loan at that address.</summary>
    /// <exception cref="GraphQLException">The API gave no data.</exception>
    public Task<LoanAnswer> ReadLoanAsync(string address, CancellationToken cancellationToken) =>
        reads.GetAsync(
            $"loan|{address}",
            token => client.QueryAsync<LoanAnswer>(
                GraphQLDocuments.Loan, new { address, distributions = DistributionCount, transactions = TransactionCount }, token),
            cancellationToken);
}

/// <summary>The market query's answer.</summary>
public sealed record LoanPageOfMarket(LoanConnection Loans, SyncStatus SyncStatus);

/// <summary>A page of loans with the cursor of the next one.</summary>
public sealed record LoanConnection(int TotalCount, PageInfo PageInfo, IReadOnlyList<Loan> Nodes);

/// <summary>GraphQL cursor connections, section 5.</summary>
public sealed record PageInfo(bool HasNextPage, string? EndCursor);

/// <summary>The loan query's answer.</summary>
public sealed record LoanAnswer(LoanDetail? Loan, SyncStatus SyncStatus);
