using System.Net;
using Microsoft.AspNetCore.Http;

namespace ReFlow.Hosting.Dashboard;

/// <summary>
/// Refuses what a foreign page could make a browser send: another Host (DNS rebinding), and a POST whose Origin is not the dashboard's
/// own (cross-site request forgery). Programs that send no Origin are let through.
/// </summary>
static class LoopbackGuard
{
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!IsLoopback(request.Host.Host))
            return RefuseAsync(context, "The dashboard answers to localhost only.");
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !IsOwnOrigin(request))
            return RefuseAsync(context, "Commands are taken from the dashboard's own page only.");
        context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; frame-ancestors 'none'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return next(context);
    }

    static bool IsOwnOrigin(HttpRequest request)
    {
        string? origin = request.Headers.Origin;
        return string.IsNullOrEmpty(origin) || string.Equals(origin, $"http://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    static bool IsLoopback(string host) => string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    static Task RefuseAsync(HttpContext context, string why)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync(why, context.RequestAborted);
    }
}
