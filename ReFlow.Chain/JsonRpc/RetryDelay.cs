using System.Security.Cryptography;

namespace ReFlow.Chain.JsonRpc;

/// <summary>Exponential back-off with jitter, so that many clients do not return at the same moment.</summary>
static class RetryDelay
{
    /// <param name="attempt">The attempt that failed, from 1.</param>
    public static TimeSpan After(int attempt, TimeSpan? askedFor, JsonRpcOptions options)
    {
        var whole = options.RetryBaseDelay * Math.Pow(2, Math.Min(attempt - 1, 20));
        var jittered = whole * (RandomNumberGenerator.GetInt32(500, 1001) / 1000d);
        var delay = askedFor > jittered ? askedFor.Value : jittered;
        return delay < options.RetryMaxDelay ? delay : options.RetryMaxDelay;
    }
}
