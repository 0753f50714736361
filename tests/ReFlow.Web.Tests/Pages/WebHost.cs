using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using ReFlow.Web.GraphQL;

namespace ReFlow.Web.Tests.Pages;

/// <summary>The front end as it is hosted, with <see cref="CannedApi"/> where the API would be.</summary>
sealed class WebHost(CannedApi api) : WebApplicationFactory<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("services:api:http:0", "http://127.0.0.1:9");
        builder.ConfigureServices(services => services.AddHttpClient<GraphQLClient>().ConfigurePrimaryHttpMessageHandler(() => api));
    }
}
