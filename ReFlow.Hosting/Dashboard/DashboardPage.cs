using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ReFlow.Hosting.Dashboard;

/// <summary>Serves the page's three files, which are embedded in the assembly.</summary>
static class DashboardPage
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", context => SendAsync(context, "dashboard.html", "text/html; charset=utf-8"));
        routes.MapGet("/dashboard.css", context => SendAsync(context, "dashboard.css", "text/css; charset=utf-8"));
        routes.MapGet("/dashboard.js", context => SendAsync(context, "dashboard.js", "text/javascript; charset=utf-8"));
    }

    static async Task SendAsync(HttpContext context, string name, string contentType)
    {
        context.Response.ContentType = contentType;
        context.Response.Headers.CacheControl = "no-cache";
        await using var file = typeof(DashboardPage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The embedded resource {name} is missing.");
        await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
