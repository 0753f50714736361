namespace ReFlow.Api.Tests;

/// <summary>Each limit: at it passes, one above fails.</summary>
public sealed class LimitTests(MarketFixture market) : IClassFixture<MarketFixture>
{
    [Fact]
    public async Task Alias_bomb_is_refused()
    {
        await market.Client.QueryAsync(Aliases(15));

        await RefusedAsync(Aliases(16), "At most 15 for aliases of a query was expected, but 16 was seen.");
    }

    [Fact]
    public async Task Alias_bomb_in_fragments_is_refused() =>
        await RefusedAsync(
            "query { syncStatus { ...a ...b } } fragment a on SyncStatus { " + Fields(8, "a") + " } fragment b on SyncStatus { ...a " + Fields(8, "b") + " }",
            "At most 15 for aliases");

    [Fact]
    public async Task Depth_bomb_is_refused() =>
        await RefusedAsync(string.Concat(Enumerable.Repeat("{ a ", 9)) + new string('}', 9), "At most 8 for depth of a query was expected, but 9 was seen.");

    [Fact]
    public async Task Document_nested_deeper_than_any_parser_should_go_is_refused() =>
        Assert.NotEmpty((await market.Client.SendAsync(string.Concat(Enumerable.Repeat("{a", 3_000)))).GetProperty("errors").EnumerateArray());

    [Fact]
    public async Task Exponential_fragments_are_refused_quickly()
    {
        var fragments = Enumerable.Range(0, 40).Select(level => $"fragment f{level} on Query {{ ...f{level + 1} ...f{level + 1} }}");

        await RefusedAsync($"{{ ...f0 }} {string.Join(' ', fragments)} fragment f40 on Query {{ __typename }}", "for root fields");
    }

    [Fact]
    public async Task Too_many_root_fields_are_refused() =>
        await RefusedAsync("{ a: syncStatus { headBlock } b: syncStatus { headBlock } c: syncStatus { headBlock } d: syncStatus { headBlock } e: syncStatus { headBlock } f: syncStatus { headBlock } }", "At most 5 for root fields");

    [Fact]
    public async Task Too_many_directives_are_refused() =>
        await RefusedAsync("{ __typename " + string.Concat(Enumerable.Repeat("@include(if: true) ", 51)) + "}", "At most 50 for directives");

    [Fact]
    public async Task Too_long_document_is_refused() =>
        await RefusedAsync("{ __typename } #" + new string('x', 10_240), "A document of at most 10240 characters");

    [Fact]
    public async Task Too_costly_query_is_refused()
    {
        var (code, message) = await market.Client.FailAsync("{ loans(first: 100) { nodes { distributions(first: 100) { round received time } } } }");

        Assert.Equal(ErrorCodes.QueryLimitExceeded, code);
        Assert.Contains("20000", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_introspection_passes_in_development()
    {
        var query = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "ReFlow.Api.Tests", "introspection.graphql"), TestContext.Current.CancellationToken);

        Assert.Equal("Query", (await market.Client.QueryAsync(query)).GetProperty("__schema").GetProperty("queryType").GetProperty("name").GetString());
    }

    async Task RefusedAsync(string query, string expected)
    {
        var (code, message) = await market.Client.FailAsync(query);

        Assert.Equal(ErrorCodes.QueryLimitExceeded, code);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    static string Aliases(int count) => "{ syncStatus { " + Fields(count, "a") + " } }";

    static string Fields(int count, string prefix) => string.Join(' ', Enumerable.Range(0, count).Select(number => $"{prefix}{number}: headBlock"));
}
