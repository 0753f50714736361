using Bunit;
using ReFlow.Web.Loans;

namespace ReFlow.Web.Tests.Pages;

public sealed class LoanPageTests : WebContext
{
    [Fact]
    public void Loan_page_shows_terms_schedule_distributions_and_transactions()
    {
        Api.Loans.Add(Sample.Loan(1));

        var page = Open(Sample.Address(1));

        Assert.Equal("Loan 1", page.Find("h1").TextContent);
        Assert.Equal(4, page.FindAll("[data-instalment]").Count);
        Assert.Equal(["Settled", "Grace", "Upcoming", "Upcoming"], States(page, new DateTimeOffset(2026, 3, 12, 0, 0, 0, TimeSpan.Zero)));
        var split = page.Find("section[aria-labelledby=distributions-title] tbody tr").TextContent;
        foreach (var part in new[] { "10,412.34", "12.34", "400.00", "10,000.00", "4.00" })
            Assert.Contains(part, split, StringComparison.Ordinal);
        Assert.Contains("Investment", page.Find("section[aria-labelledby=transactions-title] tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("[data-copy]"), button => button.GetAttribute("data-copy") == Sample.Address(1));
        Assert.Single(Api.Queries);
    }

    [Fact]
    public void Chart_draws_expected_and_received_payments_with_names()
    {
        Api.Loans.Add(Sample.Loan(1));

        var page = Open(Sample.Address(1));

        Assert.Equal(4, page.FindAll(".expected-point").Count);
        Assert.Contains("10,412.34 USDT received", page.Find(".received-point").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.All(page.FindAll(".point"), point => Assert.Equal("0", point.GetAttribute("tabindex")));
    }

    [Fact]
    public void Unverified_description_carries_a_visible_note()
    {
        var loan = Sample.Loan(1);
        loan["metadataVerified"] = false;
        Api.Loans.Add(loan);

        var page = Open(Sample.Address(1));

        Assert.Contains("not verified", page.Find("[role=note]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".verified"));
    }

    [Fact]
    public void Unknown_address_says_so() =>
        Assert.Equal("No loan at this address", Open(Sample.Address(7)).Find("h1").TextContent);

    [Theory]
    [InlineData("0x1234")]
    [InlineData("hello")]
    [InlineData("0xZZ00000000000000000000000000000000000001")]
    public void Malformed_address_names_what_is_expected_without_a_query(string address)
    {
        var page = Open(address);

        Assert.Contains("40 hexadecimal characters", page.Markup, StringComparison.Ordinal);
        Assert.Empty(Api.Queries);
    }

    [Fact]
    public void Address_that_the_api_refuses_is_malformed()
    {
        Api.RefusalCode = "BAD_USER_INPUT";

        Assert.Contains("checksum", Open(Sample.Address(1)).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_that_changes_is_announced()
    {
        Api.Loans.Add(Sample.Loan(1));
        var page = Open(Sample.Address(1));
        Feed.Connect();
        await AdvanceUntilAsync(page, () => Api.Queries.Count >= 2);

        Api.Loans[0] = Sample.Loan(1, "LATE");
        Announce(6, Sample.Address(1));

        await AdvanceUntilAsync(page, () => page.FindAll("[role=status]").Any(region => region.TextContent.Contains("Late", StringComparison.Ordinal)));
    }

    [Fact]
    public void Another_address_on_the_same_page_shows_the_other_loan()
    {
        Api.Loans.AddRange([Sample.Loan(1), Sample.Loan(2)]);
        var page = Open(Sample.Address(1));

        page.Render(parameters => parameters.Add(loan => loan.Address, Sample.Address(2)));

        page.WaitForAssertion(() => Assert.Equal("Loan 2", page.Find("h1").TextContent));
    }

    static IEnumerable<string> States(IRenderedComponent<LoanPage> page, DateTimeOffset now)
    {
        var loan = page.FindComponent<LoanSchedule>().Instance.Loan;
        return loan.Schedule.Select(instalment => InstalmentState.Of(instalment, loan, now));
    }

    IRenderedComponent<LoanPage> Open(string address) =>
        Render<LoanPage>(parameters => parameters.Add(page => page.Address, address));
}
