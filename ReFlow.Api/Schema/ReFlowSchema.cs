namespace ReFlow.Api;

/// <summary>The schema; <c>schema.graphql</c> beside this project is its committed text.</summary>
sealed class ReFlowSchema : GraphQL.Types.Schema
{
    public ReFlowSchema(IServiceProvider services)
        : base(services)
    {
        Query = services.GetRequiredService<Query>();
        Subscription = services.GetRequiredService<Subscription>();
    }
}
