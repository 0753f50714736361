using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using Microsoft.Extensions.Options;

namespace ReFlow.Api;

/// <summary>Executes one operation, whatever brought it here: limits first, then validation, then resolvers.</summary>
sealed class OperationRunner(
    IDocumentExecuter executer,
    IDocumentBuilder documents,
    IGraphQLTextSerializer serializer,
    ISchema schema,
    IServiceProvider rootServices,
    IOptions<GraphQLLimits> limits)
{
    readonly QueryBudget _budget = new(limits.Value);

    /// <summary>
    /// Executes a query in a scope of its own that ends before the answer is written, so that a slow reader holds no connection to
    /// the database. A subscription's result carries its stream; each event gets a scope of its own.
    /// </summary>
    /// <param name="request">What to execute.</param>
    /// <param name="allows">Refuses an operation type that the transport does not carry, by throwing.</param>
    /// <param name="cancellationToken">Ends the execution.</param>
    public async Task<ExecutionResult> RunAsync(OperationRequest request, Action<OperationType> allows, CancellationToken cancellationToken)
    {
        GraphQLDocument document;
        OperationType type;
        try
        {
            document = Parse(request.Query);
            _budget.Check(document);
            type = TypeOf(document, request.OperationName);
        }
        catch (ExecutionError error)
        {
            return new ExecutionResult(error);
        }

        allows(type);
        if (type == OperationType.Mutation && schema.Mutation is null)
            return new ExecutionResult(new ApiError(ErrorCodes.OperationResolutionFailure, "A query or a subscription was expected, but a mutation was seen: this API changes nothing."));
        if (type == OperationType.Subscription)
            return await ExecuteAsync(request, document, rootServices, timeout: Timeout.InfiniteTimeSpan, cancellationToken);

        await using var scope = rootServices.CreateAsyncScope();
        var result = await ExecuteAsync(request, document, scope.ServiceProvider, limits.Value.ExecutionTimeout, cancellationToken);
        OrphanMark.AddTo(result.Extensions ??= [], scope.ServiceProvider.GetRequiredService<ReadSnapshot>().AsOf);
        return result;
    }

    Task<ExecutionResult> ExecuteAsync(
        OperationRequest request, GraphQLDocument document, IServiceProvider services, TimeSpan timeout, CancellationToken cancellationToken) =>
        executer.ExecuteAsync(new ExecutionOptions
        {
            Schema = schema,
            Query = request.Query,
            Document = document,
            OperationName = request.OperationName,
            Variables = request.Variables is { } variables ? serializer.ReadNode<Inputs>(variables) : null,
            RequestServices = services,
            Timeout = timeout,
            ThrowOnUnhandledException = false,
            CancellationToken = cancellationToken,
        });

    GraphQLDocument Parse(string query)
    {
        if (query.Length > limits.Value.MaxDocumentLength)
            throw new ApiError(ErrorCodes.QueryLimitExceeded, $"A document of at most {limits.Value.MaxDocumentLength} characters was expected, but {query.Length} were seen.");
        try
        {
            return documents.Build(query);
        }
        catch (GraphQLMaxDepthExceededException)
        {
            // The parser stops far above our own limit, where its recursion would become a danger to the process.
            throw new ApiError(ErrorCodes.QueryLimitExceeded, $"At most {limits.Value.MaxDepth} for depth of a query was expected, but far more was seen.");
        }
    }

    static OperationType TypeOf(GraphQLDocument document, string? operationName)
    {
        var operations = document.Definitions.OfType<GraphQLOperationDefinition>();
        var operation = string.IsNullOrEmpty(operationName)
            ? operations.FirstOrDefault()
            : operations.FirstOrDefault(candidate => candidate.Name?.StringValue == operationName);
        // Nothing found is for the executor to report.
        return operation?.Operation ?? OperationType.Query;
    }
}
