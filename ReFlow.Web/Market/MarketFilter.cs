using ReFlow.Web.Loans;

namespace ReFlow.Web.Market;

/// <summary>What the visitor asked to see. It lives in the address bar, so that a view can be bookmarked, shared and gone back to.</summary>
public sealed record MarketFilter
{
    public static MarketFilter None { get; } = new();

    public IReadOnlyList<LoanStatus> Statuses { get; init; } = [];
    public string? Grade { get; init; }
    public string? Sector { get; init; }
    public string? Search { get; init; }
    public LoanSort Sort { get; init; }
    public MarketView View { get; init; }

    /// <summary>Whether any loan may be hidden.</summary>
    public bool IsNarrowed => Statuses.Count > 0 || Grade is not null || Sector is not null || Search is not null;

    /// <summary>Whether one page is not enough to answer, because the API pages by age.</summary>
    public bool NeedsEveryLoan => IsNarrowed || Sort != LoanSort.Newest;

    /// <summary>The same filter with <paramref name="status"/> added or taken away.</summary>
    public MarketFilter Toggle(LoanStatus status) => this with
    {
        Statuses = Statuses.Contains(status) ? [.. Statuses.Where(other => other != status)] : [.. Statuses.Append(status).Order()],
    };

    /// <summary>The loans that match, in order.</summary>
    public IReadOnlyList<Loan> Apply(IEnumerable<Loan> loans)
    {
        var shown = loans.Where(loan =>
            (Statuses.Count == 0 || Statuses.Contains(loan.Status))
            && (Grade is null || string.Equals(loan.Grade, Grade, StringComparison.OrdinalIgnoreCase))
            && (Sector is null || string.Equals(loan.Sector, Sector, StringComparison.OrdinalIgnoreCase))
            && (Search is null || Mentions(loan, Search)));
        return [.. Ordered(shown)];
    }

    IEnumerable<Loan> Ordered(IEnumerable<Loan> loans) => Sort switch
    {
        LoanSort.HighestRate => loans.OrderByDescending(loan => loan.AnnualRateBps),
        LoanSort.ShortestTerm => loans.OrderBy(loan => loan.TermSeconds),
        LoanSort.MostFunded => loans.OrderByDescending(loan => loan.FundedBps),
        LoanSort.Remaining => loans.OrderByDescending(loan => loan.Remaining),
        LoanSort.NextPayment => loans.OrderBy(loan => loan.NextDueAt ?? DateTimeOffset.MaxValue),
        _ => loans,
    };

    static bool Mentions(Loan loan, string search) =>
        new[] { loan.Name, loan.BorrowerName, loan.Region, loan.Sector, loan.Address }
            .Any(text => text?.Contains(search, StringComparison.OrdinalIgnoreCase) == true);
}
