using GraphQL;

namespace ReFlow.Api;

/// <summary>An error whose text is meant for the caller: it names what was expected and what was seen.</summary>
public sealed class ApiError : ExecutionError
{
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">Shown to the caller as it is.</param>
    public ApiError(string code, string message)
        : base(message) => Code = code;
}
