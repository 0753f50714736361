using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReFlow.Web.E2E;

public sealed partial class MarketTests(RunningGraph graph)
{
    const int DemoLoans = 12;

    // The demo lives through nine months before the twelfth loan exists.
    const float DemoTimeout = 150_000;

    [Fact]
    public async Task Visitor_sees_the_market_live_opens_a_loan_and_changes_language_and_theme()
    {
        await using var visitor = await Visitor.ComeAsync(graph);
        var page = visitor.Page;
        await visitor.OpenAsync("/");

        await SeesTheDemosLoansAsync(page);
        await SeesTheBlockNumberGrowAsync(page);
        await TakesThePictureForTheReadmeAsync(page);

        await page.GetByTestId("loan").Filter(new() { HasText = "Active" }).First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page).ToHaveURLAsync(LoanPath());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Repayment schedule" })).ToBeVisibleAsync();
        await Expect(page.Locator("[data-instalment]").First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "ID, Bahasa Indonesia" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Jadwal pembayaran" })).ToBeVisibleAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "id-ID");
        await visitor.InteractiveAsync();

        await ChangesThemeAsync(page);
        Assert.Empty(visitor.Problems);
    }

    [Fact]
    public async Task Filter_narrows_the_market_and_stays_in_the_address()
    {
        await using var visitor = await Visitor.ComeAsync(graph);
        var page = visitor.Page;
        await visitor.OpenAsync("/");
        await SeesTheDemosLoansAsync(page);

        await page.Locator("button[data-status=repaid]").ClickAsync();
        await Expect(page).ToHaveURLAsync(RepaidQuery());
        await page.ReloadAsync();
        await visitor.InteractiveAsync();

        await Expect(page.Locator("button[data-status=repaid]")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.GetByTestId("loan").Locator(".chip:not([data-status=repaid])")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Problems);
    }

    [Theory]
    [InlineData(1280, 900, ColorScheme.Light)]
    [InlineData(768, 1024, ColorScheme.Dark)]
    [InlineData(375, 812, ColorScheme.Light)]
    [InlineData(375, 812, ColorScheme.Dark)]
    public async Task Pages_have_no_serious_barrier_and_fit_the_window(int width, int height, ColorScheme scheme)
    {
        await using var visitor = await Visitor.ComeAsync(graph, width, height, scheme);
        var page = visitor.Page;
        await visitor.OpenAsync("/");
        await SeesTheDemosLoansAsync(page);
        Assert.Empty(await visitor.BarriersAsync());
        Assert.True(await visitor.OverflowAsync() <= 0);

        await page.GetByTestId("loan").First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Locator("#terms-title")).ToBeVisibleAsync();
        Assert.Empty(await visitor.BarriersAsync());
        Assert.True(await visitor.OverflowAsync() <= 0);
        Assert.Empty(visitor.Problems);
    }

    [Fact]
    public async Task Unknown_loan_is_a_page_that_says_so()
    {
        await using var visitor = await Visitor.ComeAsync(graph);
        await visitor.OpenAsync("/");
        await SeesTheDemosLoansAsync(visitor.Page);

        var response = await visitor.Page.GotoAsync("/loans/0x0000000000000000000000000000000000000001");

        Assert.Equal(404, response!.Status);
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "No loan at this address" })).ToBeVisibleAsync();
    }

    // The demo goes on to announce new loans, so there may be more.
    static Task SeesTheDemosLoansAsync(IPage page) =>
        Expect(page.GetByTestId("loan").Nth(DemoLoans - 1)).ToBeVisibleAsync(new() { Timeout = DemoTimeout });

    static async Task SeesTheBlockNumberGrowAsync(IPage page)
    {
        var number = page.GetByTestId("block-number");
        var before = await number.TextContentAsync();
        await page.EvaluateAsync("window.stillTheSamePage = true");

        await Expect(number).Not.ToHaveTextAsync(before!, new() { Timeout = 15_000 });

        Assert.True(await page.EvaluateAsync<bool>("window.stillTheSamePage === true"));
    }

    static async Task ChangesThemeAsync(IPage page)
    {
        var before = await BackgroundAsync(page);
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Ganti tema" });
        await button.ClickAsync();
        await button.ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.NotEqual(before, await BackgroundAsync(page));

        await page.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    static Task<string> BackgroundAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    static async Task TakesThePictureForTheReadmeAsync(IPage page)
    {
        if (Environment.GetEnvironmentVariable("REFLOW_WRITE_SCREENSHOT") != "1")
            return;
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "docs", "images", "market.png") });
    }

    [GeneratedRegex("/loans/0x[0-9a-fA-F]{40}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LoanPath();

    [GeneratedRegex(@"\?status=repaid$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RepaidQuery();
}
