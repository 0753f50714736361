namespace ReFlow.Api;

/// <summary>The request is not a GraphQL request: nothing of it was parsed as a document or executed.</summary>
sealed class RequestFormatException(string code, string message) : Exception(message)
{
    /// <summary>One of <see cref="ErrorCodes"/>.</summary>
    public string Code => code;
}
