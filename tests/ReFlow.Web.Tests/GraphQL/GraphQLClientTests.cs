using System.Net;
using System.Text;
using ReFlow.Web.GraphQL;

namespace ReFlow.Web.Tests.GraphQL;

public sealed class GraphQLClientTests
{
    [Fact]
    public async Task Usdt_with_six_decimals_arrives_exactly()
    {
        var answer = await AskAsync(HttpStatusCode.OK, """{"data":{"amount":"123456789012345.000001"}}""", TestContext.Current.CancellationToken);
        Assert.Equal(123456789012345.000001m, answer.Amount);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, """{"data":{"amount":1.5}}""", "UNREADABLE", true)]
    [InlineData(HttpStatusCode.OK, """{"data":{"amount":"1e3"}}""", "UNREADABLE", true)]
    [InlineData(HttpStatusCode.OK, "<html>", "UNREADABLE", true)]
    [InlineData(HttpStatusCode.OK, "{}", "UNREADABLE", true)]
    [InlineData(HttpStatusCode.BadGateway, "", GraphQLException.Unreachable, true)]
    [InlineData(HttpStatusCode.BadRequest, """{"errors":[{"message":"no","extensions":{"code":"BAD_USER_INPUT"}}]}""", "BAD_USER_INPUT", false)]
    [InlineData(HttpStatusCode.OK, """{"data":null,"errors":[{"message":"no","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}""", "INTERNAL_SERVER_ERROR", true)]
    public async Task Answer_without_data_becomes_a_typed_error(HttpStatusCode status, string body, string code, bool isTransient)
    {
        var error = await Assert.ThrowsAsync<GraphQLException>(() => AskAsync(status, body, TestContext.Current.CancellationToken));

        Assert.Equal(code, error.Code);
        Assert.Equal(isTransient, error.IsTransient);
    }

    [Fact]
    public async Task Caller_that_gives_up_gets_its_own_cancellation()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskAsync(HttpStatusCode.OK, "{}", cancelled.Token));
    }

    static async Task<Answer> AskAsync(HttpStatusCode status, string body, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new Canned(status, body)) { BaseAddress = new Uri("http://api") };
        return await new GraphQLClient(http).QueryAsync<Answer>("{ amount }", new { }, cancellationToken);
    }

    sealed record Answer(decimal Amount);

    sealed class Canned(HttpStatusCode status, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
        }
    }
}
