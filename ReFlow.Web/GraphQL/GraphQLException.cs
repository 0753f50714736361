namespace ReFlow.Web.GraphQL;

/// <summary>A query that brought no data.</summary>
/// <remarks>
/// <see cref="IsTransient"/> separates "the API cannot be reached or is overloaded", which heals by asking again, from
/// "the API refused this request", which does not.
/// </remarks>
public sealed class GraphQLException(string message, string code, bool isTransient, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The code for an API that gave no usable answer.</summary>
    public const string Unreachable = "UNREACHABLE";

    /// <summary>The code for an argument that the API refuses.</summary>
    public const string BadUserInput = "BAD_USER_INPUT";

    /// <summary><c>extensions.code</c> of the first error (GraphQL specification, section 7.1.2), or <see cref="Unreachable"/>.</summary>
    public string Code { get; } = code;

    /// <summary>Whether asking again may succeed.</summary>
    public bool IsTransient { get; } = isTransient;
}
