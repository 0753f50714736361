using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReFlow.Data;

namespace ReFlow.Api.Tests;

/// <summary>The real API on Kestrel, on a free port, over a database of its own.</summary>
public sealed class ApiHost : WebApplicationFactory<Program>
{
    readonly string _database;
    readonly string _cache;
    readonly string _chain;
    readonly string _environment;
    readonly IEnumerable<(string Key, string Value)> _settings;

    ApiHost(string database, string cache, string chain, string environment, IEnumerable<(string Key, string Value)> settings)
    {
        _database = database;
        _cache = cache;
        _chain = chain;
        _environment = environment;
        _settings = settings;
        // Not UseKestrel(0): that sets the address from this thread while the program's own thread may have started the server already.
        UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
    }

    public Uri Address => new(Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    public Uri WebSocketAddress => new UriBuilder(new Uri(Address, "/graphql")) { Scheme = "ws" }.Uri;

    /// <summary>Migrates a fresh database and starts the API over it.</summary>
    public static async Task<ApiHost> StartAsync(
        string database, string cache, string chain, string environment = "Development", IEnumerable<(string Key, string Value)>? settings = null)
    {
        var host = new ApiHost(database, cache, chain, environment, settings ?? []);
        await using (var context = Context(database))
            await context.Database.MigrateAsync();
        host.StartServer();
        return host;
    }

    /// <summary>The read model, for fixture rows.</summary>
    public ReFlowDbContext OpenReadModel() => Context(_database);

    public HttpClient CreateHttpClient() => new() { BaseAddress = Address };

    public GraphQLClient CreateGraphQLClient() => new(CreateHttpClient());

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(_environment);
        builder.UseSetting("ConnectionStrings:reflow", _database);
        builder.UseSetting("ConnectionStrings:cache", _cache);
        builder.UseSetting("ConnectionStrings:chain", _chain);
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
    }

    static ReFlowDbContext Context(string database) =>
        new(new DbContextOptionsBuilder<ReFlowDbContext>().UseNpgsql(database).Options);
}
