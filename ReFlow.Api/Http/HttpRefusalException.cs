namespace ReFlow.Api;

/// <summary>The HTTP request is refused before anything is executed.</summary>
sealed class HttpRefusalException(int statusCode, string code, string message) : Exception(message)
{
    public int StatusCode => statusCode;

    /// <summary>One of <see cref="ErrorCodes"/>.</summary>
    public string Code => code;

    /// <summary>Value of the header <c>Allow</c>, for 405.</summary>
    public string? Allow { get; init; }
}
