namespace ReFlow.Api;

/// <summary>Where the API answers.</summary>
static class ApiEndpoints
{
    public const string GraphQL = "/graphql";

    public static void MapApi(this WebApplication app)
    {
        app.UseWebSockets();
        app.Map(GraphQL, (HttpContext context, GraphQLHttpEndpoint http, GraphQLWebSocketEndpoint webSocket) =>
            context.WebSockets.IsWebSocketRequest ? webSocket.HandleAsync(context) : http.HandleAsync(context));
        app.MapGet("/", () => new Landing("ReFlow API", GraphQL, $"{GraphQL} (WebSocket, sub-protocol {GraphQLWebSocketEndpoint.SubProtocol})", "/health"));
    }

    /// <summary>What somebody who finds the address sees.</summary>
    sealed record Landing(string Name, string Queries, string Subscriptions, string Health);
}
