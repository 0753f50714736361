using ReFlow.Data;

namespace ReFlow.Api.Tests;

public sealed class HoldingQueryTests(ApiServers servers)
{
    [Fact]
    public async Task Holdings_come_with_their_loan_and_share_of_the_outstanding_principal()
    {
        await using var api = await servers.StartApiAsync();
        var client = api.CreateGraphQLClient();
        var wallet = ReadModel.User(700);
        var other = ReadModel.User(701);
        await using (var context = api.OpenReadModel())
        {
            await context.IndexBlockAsync(50, ReadModel.BlockTime, 50);
            var (first, second) = (ReadModel.Loan(2, outstandingUsdt: 3_333.333333m), ReadModel.Loan(3));
            context.Users.AddRange(wallet, other);
            context.Loans.AddRange(first, second);
            context.Holdings.AddRange(
                Holding(wallet, first, balanceTokens: 1m, investedUsdt: 1m, claimedUsdt: 0.25m),
                Holding(wallet, second, balanceTokens: 500m, investedUsdt: 490m, claimedUsdt: 0m),
                Holding(other, second, balanceTokens: 7m, investedUsdt: 7m, claimedUsdt: 0m));
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var holdings = (await client.QueryAsync(
            "query ($wallet: Address!) { holdings(wallet: $wallet) { wallet balance invested claimed outstanding loan { address status asOf { number } } } }",
            new { wallet = wallet.Address.ToString() })).GetProperty("holdings");

        Assert.Equal(["500.000000", "1.000000"], holdings.EnumerateArray().Select(row => row.GetProperty("balance").GetString()));
        Assert.Equal("500.000000", holdings[0].GetProperty("outstanding").GetString());
        // A ten-thousandth of 3,333.333333, rounded down.
        Assert.Equal("0.333333", holdings[1].GetProperty("outstanding").GetString());
        Assert.Equal("0.250000", holdings[1].GetProperty("claimed").GetString());
        Assert.Equal(ReadModel.AddressOf(3).ToString(), holdings[0].GetProperty("loan").GetProperty("address").GetString());
        Assert.All(holdings.EnumerateArray(), row => Assert.Equal(wallet.Address.ToString(), row.GetProperty("wallet").GetString()));
    }

    [Fact]
    public async Task Wallet_that_nobody_has_seen_holds_nothing()
    {
        await using var api = await servers.StartApiAsync();

        var data = await api.CreateGraphQLClient().QueryAsync($$"""{ holdings(wallet: "{{ReadModel.AddressOf(1)}}") { balance } }""");

        Assert.Equal(0, data.GetProperty("holdings").GetArrayLength());
    }

    static Holding Holding(User user, Loan loan, decimal balanceTokens, decimal investedUsdt, decimal claimedUsdt) => new()
    {
        UserId = user.Id,
        LoanId = loan.Id,
        BalanceTokens = balanceTokens,
        InvestedUsdt = investedUsdt,
        ClaimedUsdt = claimedUsdt,
        UpdatedBlockNumber = 50,
        UpdatedBlockHash = ReadModel.HashOf(50),
    };
}
