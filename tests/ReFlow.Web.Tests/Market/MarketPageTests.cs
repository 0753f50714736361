using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using ReFlow.Web.Components.Shared;
using ReFlow.Web.Market;

namespace ReFlow.Web.Tests.Market;

public sealed class MarketPageTests : WebContext
{
    BunitNavigationManager Navigation => Services.GetRequiredService<BunitNavigationManager>();

    [Fact]
    public void Market_with_loans_shows_each_with_its_figures()
    {
        Api.Loans.AddRange([Sample.Loan(1, "FUNDING"), Sample.Loan(2, "LATE", "C")]);

        var page = Render<MarketPage>();

        var cards = page.FindAll("[data-testid=loan]");
        Assert.Equal(2, cards.Count);
        Assert.Contains("25% funded", cards[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("29,999.87", cards[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("29,999.870001 USDT", cards[0].QuerySelector(".progress data")!.GetAttribute("title"));
        Assert.Equal("late", cards[1].QuerySelector(".chip")!.GetAttribute("data-status"));
        Assert.Contains("12.02%", cards[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("As of block 5", page.Find("[data-testid=freshness]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Market_in_indonesian_is_translated()
    {
        UseCulture("id-ID");
        Api.Loans.Add(Sample.Loan(1, "FUNDING"));

        var page = Render<MarketPage>();

        Assert.Equal("Pasar pinjaman", page.Find("h1").TextContent);
        Assert.Contains("29.999,87", page.Find("[data-testid=loan]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Pendanaan", page.Find(".chip").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_in_the_address_are_applied()
    {
        Api.Loans.AddRange([Sample.Loan(1, "FUNDING"), Sample.Loan(2, "LATE", "C", "Fisheries"), Sample.Loan(3, "LATE", "A")]);
        Navigation.NavigateTo("/?status=late&grade=C&view=table");

        var page = Render<MarketPage>();

        Assert.Contains("Loan 2", Assert.Single(page.FindAll("tr[data-testid=loan]")).TextContent, StringComparison.Ordinal);
        Assert.Contains("1 loan of 3", page.Find(".result-count").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("button[data-status=late]").GetAttribute("aria-pressed"));
    }

    [Fact]
    public void Choosing_a_status_changes_the_address_and_the_list_without_a_query()
    {
        Api.Loans.AddRange([Sample.Loan(1, "FUNDING"), Sample.Loan(2, "LATE")]);
        var page = Render<MarketPage>();

        page.Find("button[data-status=funding]").Click();

        Assert.Equal("http://localhost/?status=funding", Navigation.Uri);
        page.WaitForAssertion(() => Assert.Contains("Loan 1", Assert.Single(page.FindAll("[data-testid=loan]")).TextContent, StringComparison.Ordinal));
        Assert.Single(Api.Queries);
    }

    [Fact]
    public void Sorting_by_rate_puts_the_highest_first()
    {
        Api.Loans.AddRange([Sample.Loan(1), Sample.Loan(3), Sample.Loan(2)]);
        var page = Render<MarketPage>();

        page.Find("select[title='Sort by']").Change("HighestRate");

        page.WaitForAssertion(() => Assert.Equal(["Loan 3", "Loan 2", "Loan 1"], page.FindAll("h2 a").Select(link => link.TextContent)));
        Assert.EndsWith("?sort=highestrate", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_without_a_match_offers_to_clear_it()
    {
        Api.Loans.Add(Sample.Loan(1));
        var page = Render<MarketPage>();

        page.Find("input[type=search]").Input("zzz");
        page.WaitForAssertion(() => Assert.Contains("No loan matches", page.Find(".empty").TextContent, StringComparison.Ordinal));
        page.Find(".empty button").Click();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=loan]")));
    }

    [Fact]
    public void Empty_market_says_that_loans_will_appear() =>
        Assert.Contains("No loans yet", Render<MarketPage>().Find(".empty").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Loading_market_shows_skeletons()
    {
        Api.Gate = new TaskCompletionSource();

        var page = Render<MarketPage>();

        Assert.Equal(6, page.FindAll(".loan-card[aria-hidden=true]").Count);
        Api.Gate.SetResult();
    }

    [Fact]
    public async Task Api_down_at_first_shows_the_trouble_and_recovers_by_itself()
    {
        Api.IsDown = true;
        Api.Loans.Add(Sample.Loan(1));
        var page = Render<MarketPage>();
        Assert.Contains("cannot be reached", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        Api.IsDown = false;
        await AdvanceUntilAsync(page, () => page.FindAll("[data-testid=loan]").Count == 1);

        Assert.Empty(page.FindComponents<TroubleBanner>().SelectMany(banner => banner.FindAll("[role=alert]")));
    }

    [Fact]
    public async Task Api_that_goes_down_keeps_the_last_good_data()
    {
        Api.Loans.Add(Sample.Loan(1));
        var page = Render<MarketPage>();

        Api.IsDown = true;
        await AdvanceUntilAsync(page, () => page.FindAll("[role=alert]").Count == 1);

        Assert.Contains("last figures", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-testid=loan]"));
    }

    [Fact]
    public void Retry_button_asks_at_once()
    {
        Api.IsDown = true;
        Api.Loans.Add(Sample.Loan(1));
        var page = Render<MarketPage>();

        Api.IsDown = false;
        page.Find("[role=alert] button").Click();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=loan]")));
    }

    [Fact]
    public async Task Announced_block_that_touches_a_loan_updates_the_page()
    {
        Api.Loans.Add(Sample.Loan(1, "FUNDING"));
        var page = Render<MarketPage>();
        Feed.Connect();

        // The block first: connecting has started a read, which may see one change without the other.
        Api.IndexedBlock = 6;
        Api.Loans[0] = Sample.Loan(1, "ACTIVE");
        Announce(6, Sample.Address(1));

        await AdvanceUntilAsync(page, () => page.Find(".chip").GetAttribute("data-status") == "active");
        Assert.Contains("As of block 6", page.Find("[data-testid=freshness]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Block_that_the_chain_has_left_is_said_to_be_until_it_was_replaced()
    {
        Api.Loans.Add(Sample.Loan(1, "ACTIVE"));
        Announce(5);
        var page = Render<MarketPage>();
        Assert.Empty(page.FindAll(".freshness-warning"));

        // The same block once more, touching nothing that is shown: it is orphaned now.
        Api.IsOrphaned = true;
        Announce(5);
        await AdvanceUntilAsync(page, () => page.FindAll(".freshness-warning") is [var warning] && warning.TextContent.Contains("has replaced this block", StringComparison.Ordinal));

        Api.IsOrphaned = false;
        Api.IndexedBlock = 4;
        Api.Loans[0] = Sample.Loan(1, "FUNDING");
        Announce(4);
        await AdvanceUntilAsync(page, () => page.Find(".chip").GetAttribute("data-status") == "funding");
        Assert.Empty(page.FindAll(".freshness-warning"));
    }

    [Fact]
    public void More_loans_than_a_page_are_loaded_on_demand_by_cursor()
    {
        Api.Loans.AddRange(Enumerable.Range(1, MarketReader.PageSize + 3).Select(number => Sample.Loan(number)));
        var page = Render<MarketPage>();
        Assert.Equal(MarketReader.PageSize, page.FindAll("[data-testid=loan]").Count);
        Assert.Empty(page.FindAll(".summary"));

        page.Find(".more button").Click();

        page.WaitForAssertion(() => Assert.Equal(MarketReader.PageSize + 3, page.FindAll("[data-testid=loan]").Count));
        Assert.Empty(page.FindAll(".more"));
        Assert.Single(page.FindAll(".summary"));
    }

    [Fact]
    public void Controls_before_the_circuit_is_there_are_disabled()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        var page = Render<MarketPage>();

        Assert.All(page.FindAll(".filters button, .filters input, .filters select"), control => Assert.True(control.HasAttribute("disabled")));
    }

    [Fact]
    public void Page_that_is_gone_no_longer_listens()
    {
        var page = Render<MarketPage>();
        page.WaitForAssertion(() => Assert.Equal(1, Feed.ReaderCount));

        page.Instance.Dispose();

        page.WaitForAssertion(() => Assert.Equal(0, Feed.ReaderCount));
    }
}
