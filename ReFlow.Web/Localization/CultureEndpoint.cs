using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;

namespace ReFlow.Web.Localization;

/// <summary>Stores the visitor's choice of language in ASP.NET Core's culture cookie and returns to the page.</summary>
public static class CultureEndpoint
{
    public const string Path = "/preferences/culture";

    public static void MapCulture(this IEndpointRouteBuilder app) => app.MapGet(Path, Choose);

    static Results<LocalRedirect, BadRequest> Choose(HttpContext context, string culture, string? returnUrl)
    {
        if (!Cultures.Supported.Contains(culture))
            return TypedResults.BadRequest();
        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
            new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                IsEssential = true,
            });
        return new LocalRedirect(IsLocal(returnUrl) ? returnUrl! : "/");
    }

    // "//host" and "/\host" leave the site although they start with a slash.
    static bool IsLocal(string? url) => url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl);

    /// <summary>A redirect within the site.</summary>
    public sealed class LocalRedirect(string url) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Redirect(url);
            return Task.CompletedTask;
        }
    }
}
