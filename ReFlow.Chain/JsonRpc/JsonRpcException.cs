namespace ReFlow.Chain.JsonRpc;

/// <summary>
/// A JSON-RPC request that failed. <see cref="IsTransient"/> tells whether the same request may succeed later; only reads may then simply be
/// repeated, because a state-changing request that failed this way may still have been carried out.
/// </summary>
public sealed class JsonRpcException : Exception
{
    public JsonRpcException(string method, JsonRpcErrorKind kind, string message, int? code = null, Exception? innerException = null)
        : base($"{method} failed: {message}", innerException)
    {
        Method = method;
        Kind = kind;
        Code = code;
    }

    public string Method { get; }
    public JsonRpcErrorKind Kind { get; }

    /// <summary>The JSON-RPC error code, when the node answered with an error object.</summary>
    public int? Code { get; }

    public bool IsTransient => Kind.IsTransient();

    /// <summary>Whether the same question over fewer blocks may be answered.</summary>
    public bool AsksForLess => Kind is JsonRpcErrorKind.ResultTooLarge or JsonRpcErrorKind.RangeTooLarge;

    /// <summary>ABI-encoded revert data of a reverted call; empty when the contract gave none, null when the call did not revert.</summary>
    public byte[]? RevertData { get; init; }

    /// <summary>The decoded revert data: an Error(string) text, a Panic, or one of our contracts' custom errors.</summary>
    public string? RevertReason { get; init; }

    /// <summary>How long the node asked us to wait (HTTP Retry-After).</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when no answer came in time: asking for less may help, asking again soon may not.</summary>
    public bool IsTimeout => Kind == JsonRpcErrorKind.Timeout;

    /// <summary>True when it was us who stopped waiting: the node said nothing.</summary>
    internal bool IsSilence { get; init; }

    /// <summary>True when the node wants fewer requests.</summary>
    public bool IsRateLimit => Kind == JsonRpcErrorKind.RateLimited;
}
