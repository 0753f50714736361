using CsCheck;
using ReFlow.Web.Loans;
using ReFlow.Web.Market;

namespace ReFlow.Web.Tests.Market;

public sealed class MarketFilterUrlTests
{
    static readonly Gen<MarketFilter> s_filters = Gen.Select(
        Gen.Enum<LoanStatus>().Array[0, 7],
        Gen.OneOf<string?>([null, .. MarketFilterUrl.Grades]),
        Gen.OneOf<string?>([null, .. MarketFilterUrl.Sectors]),
        Gen.OneOf<string?>(null, "kopi", "a & b=c", "100% ünïcode #1", "+"),
        Gen.Enum<LoanSort>(),
        Gen.Enum<MarketView>(),
        (statuses, grade, sector, search, sort, view) => new MarketFilter
        {
            Statuses = [.. statuses.Distinct().Order()],
            Grade = grade,
            Sector = sector,
            Search = search,
            Sort = sort,
            View = view,
        });

    [Fact]
    public void Any_filter_survives_the_address_bar() => s_filters.Sample(filter =>
    {
        var parsed = MarketFilterUrl.Parse(new Uri(new Uri("http://web"), MarketFilterUrl.Format(filter)));
        Assert.Equal(filter.Statuses, parsed.Statuses);
        Assert.Equal(filter with { Statuses = [] }, parsed with { Statuses = [] });
    });

    [Fact]
    public void Default_filter_leaves_the_address_bare() => Assert.Equal("/", MarketFilterUrl.Format(MarketFilter.None));

    [Theory]
    [InlineData("?status=bogus,3&grade=Z&sector=Crypto&sort=99&view=hologram&q=%20%20")]
    [InlineData("?status&grade=&&&=")]
    public void Nonsense_in_the_address_is_left_out(string query)
    {
        var filter = MarketFilterUrl.Parse(new Uri("http://web/" + query));

        Assert.False(filter.IsNarrowed);
        Assert.Equal("/", MarketFilterUrl.Format(filter));
    }

    [Fact]
    public void Search_in_the_address_is_bounded() =>
        Assert.Equal(MarketFilterUrl.MaximumSearchLength, MarketFilterUrl.Parse(new Uri($"http://web/?q={new string('x', 5000)}")).Search!.Length);
}
