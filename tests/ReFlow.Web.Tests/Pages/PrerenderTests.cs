using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;

namespace ReFlow.Web.Tests.Pages;

public sealed class PrerenderTests : IAsyncDisposable
{
    readonly CannedApi _api = new();
    readonly WebHost _host;
    readonly HttpClient _browser;

    public PrerenderTests()
    {
        _host = new WebHost(_api);
        _browser = _host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        _browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Market_without_scripts_already_has_the_loans_and_asked_once()
    {
        _api.Loans.Add(Sample.Loan(1));

        var html = await _browser.GetStringAsync("/", TestContext.Current.CancellationToken);

        Assert.Contains("Loan 1", html, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\"", html, StringComparison.Ordinal);
        Assert.Single(_api.Queries);
    }

    [Theory]
    [InlineData("/loans/0x0000000000000000000000000000000000000001", HttpStatusCode.OK, "Loan 1")]
    [InlineData("/loans/0x0000000000000000000000000000000000000002", HttpStatusCode.NotFound, "No loan at this address")]
    [InlineData("/loans/0x12", HttpStatusCode.BadRequest, "40 hexadecimal characters")]
    [InlineData("/no/such/page", HttpStatusCode.NotFound, "There is no such page")]
    public async Task Address_answers_with_the_status_that_fits(string path, HttpStatusCode status, string text)
    {
        _api.Loans.Add(Sample.Loan(1));

        using var response = await GetAsync(path);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(text, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_down_is_said_on_a_page_that_still_renders()
    {
        _api.IsDown = true;

        Assert.Contains("cannot be reached", await _browser.GetStringAsync("/", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var loan = await GetAsync($"/loans/{Sample.Address(1)}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, loan.StatusCode);
    }

    [Fact]
    public async Task Chosen_language_is_kept_in_a_cookie()
    {
        using var chosen = await GetAsync("/preferences/culture?culture=id-ID&returnUrl=%2F%3Fq%3Dkopi");
        Assert.Equal("/?q=kopi", chosen.Headers.Location!.ToString());

        Assert.Contains("Pasar pinjaman", await _browser.GetStringAsync("/", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    public async Task Return_address_outside_the_site_is_not_followed(string returnUrl)
    {
        using var response = await GetAsync($"/preferences/culture?culture=en&returnUrl={Uri.EscapeDataString(returnUrl)}");
        Assert.Equal("/", response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Unknown_language_is_refused()
    {
        using var response = await GetAsync("/preferences/culture?culture=xx");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("dark", "data-theme=\"dark\"")]
    [InlineData("\"><script>", "<html lang=\"en\">")]
    public async Task Theme_cookie_is_applied_before_the_first_paint(string cookie, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Cookie", $"theme={cookie}");

        using var response = await _browser.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Contains(expected, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_allows_only_this_origin_and_the_page_has_no_inline_code()
    {
        using var response = await GetAsync("/");
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", html, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("http://localhost", true)]
    [InlineData("http://evil.example", false)]
    [InlineData("null", false)]
    public async Task Circuit_is_opened_for_our_own_pages_only(string origin, bool isAllowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", origin);

        using var response = await _browser.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(isAllowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
    }

    Task<HttpResponseMessage> GetAsync(string path) => _browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}
