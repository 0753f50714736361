using System.Text;

namespace ReFlow.Api.Tests;

/// <summary>Every refusal has a stable code and says what was expected and what was seen.</summary>
public sealed class BadInputTests(MarketFixture market) : IClassFixture<MarketFixture>
{
    [Theory]
    [InlineData("\"0x1234\"")]
    [InlineData("\"not an address\"")]
    [InlineData("\"\"")]
    [InlineData("\"0xAb00000000000000000000000000000000000002\"")]
    [InlineData("42")]
    public async Task Wrong_address_literal_is_named(string literal)
    {
        var (code, message) = await market.Client.FailAsync($$"""{ loan(address: {{literal}}) { name } }""");

        Assert.Equal(ErrorCodes.BadUserInput, code);
        Assert.Contains("an EIP-55 address (0x and 40 hexadecimal digits) was expected", message, StringComparison.Ordinal);
        Assert.Contains("was seen", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_address_variable_is_named()
    {
        var (code, message) = await market.Client.FailAsync("query ($wallet: Address!) { holdings(wallet: $wallet) { balance } }", new { wallet = "0x12" });

        Assert.Equal(ErrorCodes.BadUserInput, code);
        Assert.Contains("an EIP-55 address", message, StringComparison.Ordinal);
        Assert.Contains("\"0x12\" was seen", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_required_variable_is_bad_user_input()
    {
        var (code, _) = await market.Client.FailAsync("query ($wallet: Address!) { holdings(wallet: $wallet) { balance } }");

        Assert.Equal(ErrorCodes.BadUserInput, code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("AAAA")]
    [InlineData("!!!!")]
    public async Task Unknown_cursor_is_refused(string cursor)
    {
        var (code, message) = await market.Client.FailAsync("query ($after: String) { loans(after: $after) { nodes { name } } }", new { after = cursor });

        Assert.Equal(ErrorCodes.InvalidCursor, code);
        Assert.Contains($"\"{cursor}\" was seen", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("loans(first: 101) { nodes { name } }")]
    [InlineData("loans(first: 0) { nodes { name } }")]
    [InlineData("loans(first: -1) { nodes { name } }")]
    [InlineData("loans(first: 2147483647) { nodes { name } }")]
    [InlineData("holdings(wallet: \"0x0000000000000000000000000000000000000001\", first: 101) { balance }")]
    [InlineData("loans { nodes { distributions(first: 101) { round } } }")]
    public async Task Page_size_out_of_range_is_refused(string field)
    {
        var (code, message) = await market.Client.FailAsync($$"""{ {{field}} }""");

        Assert.Equal(ErrorCodes.PageSizeOutOfRange, code);
        Assert.Contains("between 1 and 100 was expected", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explicit_null_page_size_means_the_default()
    {
        var data = await market.Client.QueryAsync("{ loans(first: null, after: null, status: null) { nodes { name } } }");

        Assert.Equal(1, data.GetProperty("loans").GetProperty("nodes").GetArrayLength());
    }

    [Fact]
    public async Task Unknown_status_is_a_user_error()
    {
        var (code, message) = await market.Client.FailAsync("query ($status: [LoanStatus!]) { loans(status: $status) { totalCount } }", new { status = "SLEEPING" });

        Assert.Equal(ErrorCodes.BadUserInput, code);
        Assert.Contains("SLEEPING", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ loans { ", ErrorCodes.ParseFailed)]
    [InlineData("", ErrorCodes.OperationResolutionFailure)]
    [InlineData("{ nope }", ErrorCodes.ValidationFailed)]
    [InlineData("query a { __typename } query b { __typename }", ErrorCodes.OperationResolutionFailure)]
    [InlineData("mutation { __typename }", ErrorCodes.OperationResolutionFailure)]
    [InlineData("query a { ...f } fragment f on Query { ...f }", ErrorCodes.ValidationFailed)]
    public async Task Bad_documents_have_their_codes(string query, string expected)
    {
        var answer = await market.Client.SendAsync(query);

        Assert.Contains(expected, answer.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("extensions").GetProperty("code").GetString()));
        Assert.False(answer.TryGetProperty("data", out _));
    }

    [Theory]
    [InlineData("{ \"query\": ", 400, ErrorCodes.BadRequest)]
    [InlineData("", 400, ErrorCodes.BadRequest)]
    [InlineData("{\"query\":\"\\ud800\"}", 400, ErrorCodes.BadRequest)]
    [InlineData("{\"\\ud800\":1,\"query\":\"{ __typename }\"}", 400, ErrorCodes.BadRequest)]
    [InlineData("{\"query\":\"{ __typename }\",\"variables\":{\"a\":[\"\\udfff\"]}}", 400, ErrorCodes.BadRequest)]
    [InlineData("[{\"query\":\"{ __typename }\"}]", 400, ErrorCodes.BatchingNotSupported)]
    [InlineData("{\"query\":\"{ __typename }\",\"query\":\"{ __typename }\"}", 400, ErrorCodes.BadRequest)]
    [InlineData("{\"query\":\"subscription { blockIndexed { number } }\"}", 400, ErrorCodes.SubscriptionNeedsWebSocket)]
    public async Task Bad_bodies_have_their_codes(string body, int expectedStatus, string expectedCode) =>
        await RefusedAsync(new StringContent(body, Encoding.UTF8, "application/json"), expectedStatus, expectedCode);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Bodies_that_a_foreign_page_could_send_are_refused(string contentType)
    {
        var body = new ByteArrayContent("{\"query\":\"{ __typename }\"}"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", contentType);

        await RefusedAsync(body, 415, ErrorCodes.UnsupportedMediaType);
    }

    [Fact]
    public async Task Body_above_the_limit_is_refused() =>
        await RefusedAsync(new StringContent($"{{\"query\":\"{{ __typename }} #{new string('x', 70_000)}\"}}", Encoding.UTF8, "application/json"), 413, ErrorCodes.RequestTooLarge);

    [Fact]
    public async Task Unacceptable_media_type_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new StringContent("{\"query\":\"{ __typename }\"}", Encoding.UTF8, "application/json") };
        request.Headers.Accept.ParseAdd("text/html");

        using var response = await market.Client.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(406, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("PUT", "GET, POST")]
    [InlineData("DELETE", "GET, POST")]
    public async Task Other_methods_are_refused_with_what_is_allowed(string method, string allow)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/graphql");

        using var response = await market.Client.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow));
    }

    [Fact]
    public async Task Mutation_by_get_is_405()
    {
        using var response = await market.Client.Http.GetAsync("/graphql?query=" + Uri.EscapeDataString("mutation { __typename }"), TestContext.Current.CancellationToken);

        Assert.Equal(405, (int)response.StatusCode);
    }

    async Task RefusedAsync(HttpContent body, int expectedStatus, string expectedCode)
    {
        using var response = await market.Client.Http.PostAsync("/graphql", body, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.True((int)response.StatusCode == expectedStatus, $"{expectedStatus} was expected, but {response.StatusCode}: {text} was seen.");
        Assert.Contains($"\"code\":\"{expectedCode}\"", text, StringComparison.Ordinal);
        Assert.Contains("expected", text, StringComparison.Ordinal);
    }
}
