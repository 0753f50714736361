using GraphQL;
using GraphQL.DI;
using GraphQL.Execution;
using GraphQL.Validation.Rules.Custom;

namespace ReFlow.Api;

/// <summary>What strangers do not get to see: internals in errors, and the schema by introspection.</summary>
static class UnexpectedErrors
{
    /// <summary>Logs what the caller only learns the trace id of.</summary>
    public static Task LogAsync(UnhandledExceptionContext context, ExecutionOptions options)
    {
        var path = string.Join('.', context.FieldContext?.ResponsePath ?? []);
        Log.UnexpectedError(options.RequestServices!.GetRequiredService<ILogger<OperationRunner>>(), context.OriginalException, path);
        return Task.CompletedTask;
    }

    /// <summary>Introspection is for developers; outside Development the committed schema.graphql is the reference.</summary>
    public static IGraphQLBuilder AddIntrospectionIn(this IGraphQLBuilder graphQL, IHostEnvironment environment) =>
        environment.IsDevelopment() ? graphQL : graphQL.AddValidationRule<NoIntrospectionValidationRule>();
}
