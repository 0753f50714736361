using Microsoft.AspNetCore.WebUtilities;
using ReFlow.Web.Loans;

namespace ReFlow.Web.Market;

/// <summary>A <see cref="MarketFilter"/> as a query string and back. Whatever does not parse is left out, so any address shows a market.</summary>
public static class MarketFilterUrl
{
    public const int MaximumSearchLength = 60;

    static readonly IReadOnlyList<string> s_grades = ["A", "B", "C", "D", "E"];

    /// <summary>The sectors that the domain knows.</summary>
    public static IReadOnlyList<string> Sectors { get; } = ["Agriculture", "Fisheries", "Forestry", "SME", "Other"];

    public static IReadOnlyList<string> Grades => s_grades;

    public static MarketFilter Parse(Uri uri)
    {
        var query = QueryHelpers.ParseQuery(uri.Query);
        return new MarketFilter
        {
            Statuses = [.. Values("status").SelectMany(value => value.Split(',')).Select(Enumerated<LoanStatus>).OfType<LoanStatus>().Distinct().Order()],
            Grade = Known(First("grade"), Grades),
            Sector = Known(First("sector"), Sectors),
            Search = First("q")?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, MaximumSearchLength)] : null,
            Sort = Enumerated<LoanSort>(First("sort")) ?? LoanSort.Newest,
            View = Enumerated<MarketView>(First("view")) ?? MarketView.Cards,
        };

        IEnumerable<string> Values(string name) => query.TryGetValue(name, out var values) ? values.OfType<string>() : [];
        string? First(string name) => Values(name).FirstOrDefault();
    }

    /// <summary>The market's address with this filter; parts at their default are left out.</summary>
    public static string Format(MarketFilter filter)
    {
        var parts = new List<KeyValuePair<string, string?>>();
        Add("status", filter.Statuses.Count == 0 ? null : string.Join(',', filter.Statuses.Select(Lower)));
        Add("grade", filter.Grade);
        Add("sector", filter.Sector);
        Add("q", filter.Search);
        Add("sort", filter.Sort == LoanSort.Newest ? null : Lower(filter.Sort));
        Add("view", filter.View == MarketView.Cards ? null : Lower(filter.View));
        return QueryHelpers.AddQueryString("/", parts);

        void Add(string name, string? value)
        {
            if (value is not null)
                parts.Add(new(name, value));
        }
    }

    static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    // Enum.TryParse also takes numbers; only names are part of the address.
    static T? Enumerated<T>(string? text)
        where T : struct, Enum =>
        text is [var first, ..] && char.IsLetter(first) && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    static string? Known(string? text, IReadOnlyList<string> known) =>
        known.FirstOrDefault(value => string.Equals(value, text, StringComparison.OrdinalIgnoreCase));
}
