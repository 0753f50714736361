using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ReFlow.Domain;

namespace ReFlow.Api.Tests;

public sealed class LoanQueryTests(ApiServers servers) : IAsyncLifetime
{
    ApiHost _api = null!;
    GraphQLClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await servers.StartApiAsync();
        _client = _api.CreateGraphQLClient();
        await using var context = _api.OpenReadModel();
        await context.IndexBlockAsync(50, ReadModel.BlockTime, 50);
        var user = ReadModel.User(700);
        var late = ReadModel.Loan(3, drawnAt: ReadModel.BlockTime.AddDays(-36));
        context.Users.Add(user);
        context.Loans.AddRange(
            ReadModel.Loan(1, LoanPhase.Funding, metadataVerified: false),
            ReadModel.Loan(2),
            late,
            ReadModel.Loan(4, LoanPhase.Repaid, outstandingUsdt: 0m, settledInstalments: 3),
            ReadModel.Loan(5, LoanPhase.Defaulted));
        context.Distributions.AddRange(Enumerable.Range(0, 5).Select(round => ReadModel.Distribution(late, round)));
        context.Transactions.AddRange(
            ReadModel.Transaction(late, user, 1),
            ReadModel.Transaction(late, user, 2),
            ReadModel.Transaction(late, user, 3, blockNumber: null));
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Http.Dispose();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task Loan_has_exact_figures_at_the_indexed_block()
    {
        var loan = (await _client.QueryAsync($$"""
            { loan(address: "{{ReadModel.AddressOf(2)}}") {
                address status principalTarget outstanding accruedInterest fundedBps remaining repaymentKind periodSeconds
                drawnAt maturityAt nextDueAt metadataVerified name
                schedule { number dueAt principal interest total settled }
                asOf { number hash timestamp loans } } }
            """)).GetProperty("loan");

        Assert.Equal(ReadModel.AddressOf(2).ToString(), loan.GetProperty("address").GetString());
        Assert.Equal("ACTIVE", loan.GetProperty("status").GetString());
        Assert.Equal("10000.000000", loan.GetProperty("principalTarget").GetString());
        Assert.Equal("10000.000000", loan.GetProperty("outstanding").GetString());
        // 10,000 at 12 % for 10 days, actual/365, rounded down.
        Assert.Equal("32.876712", loan.GetProperty("accruedInterest").GetString());
        Assert.Equal(10_000, loan.GetProperty("fundedBps").GetInt32());
        Assert.Equal("0.000000", loan.GetProperty("remaining").GetString());
        Assert.Equal("INTEREST_ONLY", loan.GetProperty("repaymentKind").GetString());
        Assert.Equal(2_592_000, loan.GetProperty("periodSeconds").GetInt64());
        Assert.Equal("2026-02-19T00:00:00Z", loan.GetProperty("drawnAt").GetString());
        Assert.Equal("2026-03-21T00:00:00Z", loan.GetProperty("nextDueAt").GetString());
        Assert.Equal("2026-05-20T00:00:00Z", loan.GetProperty("maturityAt").GetString());
        var schedule = loan.GetProperty("schedule");
        Assert.Equal(3, schedule.GetArrayLength());
        Assert.Equal("98.630136", schedule[0].GetProperty("total").GetString());
        Assert.Equal("10098.630136", schedule[2].GetProperty("total").GetString());
        Assert.Equal(50, loan.GetProperty("asOf").GetProperty("number").GetInt64());
        Assert.Equal(5, loan.GetProperty("asOf").GetProperty("loans").GetArrayLength());
    }

    [Fact]
    public async Task Loan_that_is_not_ours_is_null()
    {
        var data = await _client.QueryAsync("query ($address: Address!) { loan(address: $address) { name } }", new { address = ReadModel.AddressOf(999).ToString() });

        Assert.Equal(JsonValueKind.Null, data.GetProperty("loan").ValueKind);
    }

    [Fact]
    public async Task Texts_of_unverified_metadata_are_null()
    {
        var loan = (await _client.QueryAsync($$"""{ loan(address: "{{ReadModel.AddressOf(1)}}") { name grade metadataVerified remaining fundedBps drawnAt schedule { number } } }""")).GetProperty("loan");

        Assert.Equal(JsonValueKind.Null, loan.GetProperty("name").ValueKind);
        Assert.False(loan.GetProperty("metadataVerified").GetBoolean());
        Assert.Equal("7500.000000", loan.GetProperty("remaining").GetString());
        Assert.Equal(2_500, loan.GetProperty("fundedBps").GetInt32());
        Assert.Equal(0, loan.GetProperty("schedule").GetArrayLength());
    }

    [Theory]
    [InlineData("[LATE]", new[] { 3 })]
    [InlineData("[ACTIVE]", new[] { 2 })]
    [InlineData("[ACTIVE, LATE]", new[] { 3, 2 })]
    [InlineData("[REPAID, FUNDING, LATE]", new[] { 4, 3, 1 })]
    [InlineData("[CLOSED]", new int[0])]
    [InlineData("[]", new[] { 5, 4, 3, 2, 1 })]
    public async Task Loans_filter_by_derived_status(string status, int[] expected)
    {
        var loans = (await _client.QueryAsync($$"""{ loans(status: {{status}}) { totalCount nodes { address } } }""")).GetProperty("loans");

        Assert.Equal(expected.Select(number => ReadModel.AddressOf(number).ToString()), loans.GetProperty("nodes").EnumerateArray().Select(loan => loan.GetProperty("address").GetString()));
        Assert.Equal(expected.Length, loans.GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task Pages_cover_every_loan_once_in_order()
    {
        var seen = new List<string?>();
        string? after = null;
        bool more;
        do
        {
            var page = (await _client.QueryAsync(
                "query ($after: String) { loans(first: 2, after: $after) { totalCount edges { cursor node { address } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }",
                new { after })).GetProperty("loans");
            var edges = page.GetProperty("edges").EnumerateArray().ToArray();
            seen.AddRange(edges.Select(edge => edge.GetProperty("node").GetProperty("address").GetString()));
            Assert.Equal(5, page.GetProperty("totalCount").GetInt32());
            Assert.Equal(after is not null, page.GetProperty("pageInfo").GetProperty("hasPreviousPage").GetBoolean());
            after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
            Assert.Equal(edges[^1].GetProperty("cursor").GetString(), after);
            more = page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean();
        }
        while (more);

        Assert.Equal([.. Enumerable.Range(1, 5).Reverse().Select(number => ReadModel.AddressOf(number).ToString())], seen);
    }

    [Fact]
    public async Task History_is_newest_first_with_pending_before_all()
    {
        var loan = (await _client.QueryAsync($$"""
            { loan(address: "{{ReadModel.AddressOf(3)}}") {
                distributions(first: 3) { round paymentId received outstanding time }
                transactions { status type kind amount wallet blockNumber } } }
            """)).GetProperty("loan");

        Assert.Equal([4, 3, 2], loan.GetProperty("distributions").EnumerateArray().Select(row => row.GetProperty("round").GetInt32()));
        var transactions = loan.GetProperty("transactions");
        Assert.Equal(["PENDING", "CONFIRMED", "CONFIRMED"], transactions.EnumerateArray().Select(row => row.GetProperty("status").GetString()));
        Assert.Equal("250.500000", transactions[0].GetProperty("amount").GetString());
        Assert.Equal(JsonValueKind.Null, transactions[0].GetProperty("blockNumber").ValueKind);
        Assert.Equal(ReadModel.AddressOf(700).ToString(), transactions[0].GetProperty("wallet").GetString());
    }

    [Fact]
    public async Task Page_of_many_loans_with_histories_is_answered_with_a_handful_of_statements()
    {
        await using (var context = _api.OpenReadModel())
        {
            context.Loans.AddRange(Enumerable.Range(100, 30).Select(number => ReadModel.Loan(number)));
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var statements = new StatementCounter();
        var data = await _client.QueryAsync("{ loans(first: 35) { totalCount nodes { address distributions(first: 5) { round } transactions(first: 5) { amount wallet } asOf { loans } } } }");

        Assert.Equal(35, data.GetProperty("loans").GetProperty("nodes").GetArrayLength());
        // Cursor, total, page, distributions, transactions, changed loans.
        Assert.Equal(6, statements.Statements.Count);
    }

    [Fact]
    public async Task Before_anything_is_indexed_the_market_is_empty()
    {
        await using (var context = _api.OpenReadModel())
            await context.SyncCursors.ExecuteDeleteAsync(TestContext.Current.CancellationToken);

        var data = await _client.QueryAsync("{ loans { totalCount nodes { address } } syncStatus { indexedBlock indexedAt lagSeconds } }");

        Assert.Equal(0, data.GetProperty("loans").GetProperty("totalCount").GetInt32());
        Assert.Equal(JsonValueKind.Null, data.GetProperty("syncStatus").GetProperty("lagSeconds").ValueKind);
    }
}
