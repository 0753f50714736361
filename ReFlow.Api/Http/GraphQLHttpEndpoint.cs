using GraphQL;
using GraphQLParser.AST;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ReFlow.Api;

/// <summary>GraphQL over HTTP: POST with JSON for queries and mutations, GET for queries. Source: the GraphQL-over-HTTP draft.</summary>
sealed class GraphQLHttpEndpoint(
    OperationRunner runner,
    IGraphQLTextSerializer serializer,
    IOptions<GraphQLLimits> limits,
    ILogger<GraphQLHttpEndpoint> logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (ResponseMediaType.Negotiate(context.Request) is not { } mediaType)
        {
            await WriteAsync(context, ResponseMediaType.Json, StatusCodes.Status406NotAcceptable, Refusal(
                ErrorCodes.NotAcceptable, $"Accept: {ResponseMediaType.GraphQLResponse} or {ResponseMediaType.Json} was expected, but \"{context.Request.Headers.Accept}\" was seen."));
            return;
        }

        try
        {
            var result = await ExecuteAsync(context.Request, context.RequestAborted);
            await WriteAsync(context, mediaType, ResponseMediaType.StatusOf(result, mediaType), result);
        }
        catch (HttpRefusalException refusal)
        {
            if (refusal.StatusCode == StatusCodes.Status405MethodNotAllowed)
                context.Response.Headers.Allow = refusal.Allow;
            await WriteAsync(context, mediaType, refusal.StatusCode, Refusal(refusal.Code, refusal.Message));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            Log.RequestAborted(logger);
        }
    }

    async Task<ExecutionResult> ExecuteAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var operation = await HttpRequestReader.ReadAsync(request, limits.Value.MaxRequestBytes, cancellationToken);
            return await runner.RunAsync(operation, HttpMethods.IsGet(request.Method) ? AllowOnGet : AllowOnPost, cancellationToken);
        }
        catch (RequestFormatException malformed)
        {
            throw new HttpRefusalException(StatusCodes.Status400BadRequest, malformed.Code, malformed.Message);
        }
    }

    static void AllowOnGet(OperationType type)
    {
        AllowOnPost(type);
        if (type != OperationType.Query)
            throw new HttpRefusalException(StatusCodes.Status405MethodNotAllowed, ErrorCodes.MethodNotAllowed, "A query was expected by GET, but a mutation was seen: send it by POST.") { Allow = "POST" };
    }

    static void AllowOnPost(OperationType type)
    {
        if (type == OperationType.Subscription)
            throw new HttpRefusalException(StatusCodes.Status400BadRequest, ErrorCodes.SubscriptionNeedsWebSocket, $"A query was expected over HTTP, but a subscription was seen: open a WebSocket at this address with the sub-protocol {GraphQLWebSocketEndpoint.SubProtocol}.");
    }

    static ExecutionResult Refusal(string code, string message) => new(new ApiError(code, message));

    async Task WriteAsync(HttpContext context, string mediaType, int statusCode, ExecutionResult result)
    {
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = $"{mediaType}; charset=utf-8";
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        await serializer.WriteAsync(context.Response.Body, result, context.RequestAborted);
    }
}
