namespace ReFlow.Api;

/// <summary>
/// Which pages may open a socket. Browsers always name the page's origin in an upgrade, and do not ask the server first as they do for
/// fetches, so a foreign origin is refused here. Programs that are no browsers send no origin.
/// </summary>
sealed class AllowedOrigins
{
    public const string Section = "ReFlow:Api";

    /// <summary>Origins beside the API's own, such as <c>https://app.example.com</c>.</summary>
    public IList<string> Origins { get; } = [];

    /// <param name="request">The upgrade request.</param>
    /// <param name="allowLoopback">Pages served from this machine are welcome; for Development.</param>
    public bool Allow(HttpRequest request, bool allowLoopback)
    {
        if (request.Headers.Origin.Count == 0)
            return true;
        if (request.Headers.Origin is not [{ } origin] || !Uri.TryCreate(origin, UriKind.Absolute, out var page))
            return false;
        return origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            || Origins.Contains(origin, StringComparer.OrdinalIgnoreCase)
            || (allowLoopback && page.IsLoopback);
    }
}
