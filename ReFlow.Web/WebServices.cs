using Microsoft.AspNetCore.Components.Server;
using MudBlazor.Services;
using ReFlow.ServiceDefaults;
using ReFlow.Web.Components;
using ReFlow.Web.GraphQL;
using ReFlow.Web.Live;
using ReFlow.Web.Loans;
using ReFlow.Web.Localization;
using ReFlow.Web.Market;
using ReFlow.Web.Security;

namespace ReFlow.Web;

/// <summary>What the front end is made of.</summary>
static class WebServices
{
    public static void AddWebServices(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddLocalization();
        services.AddRequestLocalization(options => options
            .SetDefaultCulture(Cultures.English)
            .AddSupportedCultures([.. Cultures.Supported])
            .AddSupportedUICultures([.. Cultures.Supported]));
        services.AddResponseCompression(options => options.EnableForHttps = true);

        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<BlockFeed>();
        services.AddSingleton<SharedReads>();
        services.AddSingleton<ApiSocketAddress>();
        services.AddHostedService<BlockSubscription>();
        services.AddHttpClient<GraphQLClient>(http => http.BaseAddress = new Uri($"http://{ResourceNames.Api}"));
        services.AddTransient<LoanReader>();
        services.AddTransient<MarketReader>();
    }

    public static void MapWeb(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler("/error", createScopeForErrors: true);
            app.UseHsts();
        }
        app.UseSecurityHeaders();
        app.UseSameOriginCircuits();
        app.UseResponseCompression();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseRequestLocalization();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapCulture();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(AllowNoFrames);
    }

    // The policy in SecurityHeaders already forbids frames; two policies in two headers would only confuse.
    static void AllowNoFrames(ServerComponentsEndpointOptions options) => options.ContentSecurityFrameAncestorsPolicy = null;
}
