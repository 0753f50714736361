namespace ReFlow.Api.Tests;

/// <summary>One API over a read model with one loan, for tests that do not change it.</summary>
public sealed class MarketFixture(ApiServers servers) : IAsyncLifetime
{
    public ApiHost Api { get; private set; } = null!;

    public GraphQLClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Api = await servers.StartApiAsync();
        Client = Api.CreateGraphQLClient();
        await using var context = Api.OpenReadModel();
        await context.IndexBlockAsync(50, ReadModel.BlockTime, 50);
        context.Loans.Add(ReadModel.Loan(2));
        await context.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Http.Dispose();
        await Api.DisposeAsync();
    }
}
