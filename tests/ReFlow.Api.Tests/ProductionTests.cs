using Microsoft.EntityFrameworkCore;

namespace ReFlow.Api.Tests;

public sealed class ProductionTests(ApiServers servers)
{
    [Fact]
    public async Task Introspection_and_suggestions_are_refused_but_typename_is_not()
    {
        await using var api = await servers.StartApiAsync("Production");
        var client = api.CreateGraphQLClient();

        Assert.Equal(ErrorCodes.ValidationFailed, (await client.FailAsync("{ __schema { types { name } } }")).Code);
        Assert.Equal(ErrorCodes.ValidationFailed, (await client.FailAsync("{ __type(name: \"Loan\") { name } }")).Code);
        Assert.DoesNotContain("Did you mean", (await client.FailAsync("{ loanz { totalCount } }")).Message, StringComparison.Ordinal);
        Assert.Equal("Query", (await client.QueryAsync("{ __typename }")).GetProperty("__typename").GetString());
    }

    [Theory]
    [InlineData("Production", false)]
    [InlineData("Development", true)]
    public async Task Unexpected_errors_are_neutral_with_details_in_development_only(string environment, bool expectsDetails)
    {
        await using var api = await servers.StartApiAsync(environment);
        await using (var context = api.OpenReadModel())
        {
            await context.IndexBlockAsync(1, ReadModel.BlockTime, 1);
            await context.Database.ExecuteSqlRawAsync("drop table loans cascade", TestContext.Current.CancellationToken);
        }

        var answer = await api.CreateGraphQLClient().SendAsync("{ loans { nodes { name } } }");

        var error = answer.GetProperty("errors")[0];
        Assert.Equal("An unexpected error occurred.", error.GetProperty("message").GetString());
        Assert.Equal(ErrorCodes.InternalServerError, error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal(expectsDetails, answer.ToString().Contains("42P01", StringComparison.Ordinal));
        Assert.Equal(32, error.GetProperty("extensions").GetProperty("traceId").GetString()!.Length);
    }

    [Fact]
    public async Task Landing_says_where_graphql_is_and_health_answers()
    {
        await using var api = await servers.StartApiAsync("Production");
        using var http = api.CreateHttpClient();

        Assert.Contains("\"/graphql\"", await http.GetStringAsync("/", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("Healthy", await http.GetStringAsync("/alive", TestContext.Current.CancellationToken));
    }
}
