using Microsoft.Extensions.DependencyInjection;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Cache;
using ReFlow.Hosting.ProjectLaunch;
using ReFlow.Hosting.State;

namespace ReFlow.Hosting;

/// <summary>Adds a Redis-compatible cache. Aspire's signatures.</summary>
public static class RedisBuilderExtensions
{
    /// <summary>Adds a cache. It keeps nothing over a restart: Redis is never the truth in ReFlow.</summary>
    /// <param name="builder">The graph.</param>
    /// <param name="name">The resource name.</param>
    /// <param name="port">The fixed port on 127.0.0.1; a random one when null or with <c>--random-ports</c>.</param>
    /// <param name="password">The password; generated once and kept in the state folder unless told otherwise.</param>
    public static IResourceBuilder<RedisResource> AddRedis(
        this IDistributedApplicationBuilder builder, string name, int? port = null, IResourceBuilder<ParameterResource>? password = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var secret = password?.Resource ?? builder.AddParameter($"{name}-password", new GenerateParameterDefault(), secret: true, persist: true).Resource;
        var cache = builder.AddResource(new RedisResource(name, secret));
        var check = $"{name}_check";
        builder.Services.AddHealthChecks().Add(new(check, _ => new RedisHealthCheck(cache.Resource), failureStatus: null, tags: null));
        return cache
            .WithEndpoint(port: port, scheme: "tcp", name: RedisResource.PrimaryEndpointName)
            .WithHealthCheck(check)
            .WithProcess(context => PrepareAsync(cache.Resource, context));
    }

    static async Task<ProcessStartSpec> PrepareAsync(RedisResource cache, ProcessPrepareContext context)
    {
        var folder = context.Services.GetRequiredService<StateFolder>().GetFolder(cache.Name);
        var settings = Path.Combine(folder, "garnet.conf");
        var password = await cache.PasswordParameter.GetValueAsync(context.CancellationToken);
        await GarnetSettings.WriteAsync(settings, context.GetPort(RedisResource.PrimaryEndpointName), password!, context.CancellationToken);
        return new ProcessStartSpec
        {
            FileName = DotnetExecutable.Path,
            Arguments = ["exec", GarnetSettings.ServerPath, "--config-import-path", settings, "-q"],
            WorkingDirectory = folder,
            // The tool asks for the server collector, which takes a heap per core.
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_gcServer"] = "0" },
        };
    }
}
