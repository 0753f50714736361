using System.Diagnostics;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using GraphQL.Validation.Errors.Custom;

namespace ReFlow.Api;

/// <summary>
/// Gives every error a stable code, and every unexpected one a neutral text: what went wrong inside is in the log under the same
/// trace id. Details appear in Development only.
/// </summary>
sealed class ApiErrorInfoProvider(IHostEnvironment environment) : IErrorInfoProvider
{
    public ErrorInfo GetInfo(ExecutionError executionError)
    {
        var error = executionError.InnerException as ApiError ?? executionError;
        var code = CodeOf(error);
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        if (code != ErrorCodes.InternalServerError)
            return new ErrorInfo { Message = WithoutSuggestions(error.Message), Extensions = extensions };

        extensions["traceId"] = Activity.Current?.TraceId.ToHexString();
        if (environment.IsDevelopment())
            extensions["details"] = (error.InnerException ?? error).ToString();
        return new ErrorInfo { Message = "An unexpected error occurred.", Extensions = extensions };
    }

    static string CodeOf(ExecutionError error) => error switch
    {
        ApiError { Code: { } code } => code,
        ComplexityError => ErrorCodes.QueryLimitExceeded,
        SyntaxError => ErrorCodes.ParseFailed,
        InvalidVariableError or InvalidLiteralError or InvalidValueError => ErrorCodes.BadUserInput,
        ValidationError => ErrorCodes.ValidationFailed,
        TimeoutError => ErrorCodes.OperationTimeout,
        NoOperationError or NoOperationNameError or InvalidOperationError or InvalidOperationNameError or QueryMissingError
            => ErrorCodes.OperationResolutionFailure,
        _ => ErrorCodes.InternalServerError,
    };

    // "Did you mean" answers questions about the schema that introspection refuses outside Development.
    string WithoutSuggestions(string message)
    {
        var suggestion = environment.IsDevelopment() ? -1 : message.IndexOf(" Did you mean ", StringComparison.Ordinal);
        return suggestion < 0 ? message : message[..suggestion];
    }
}
