using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ReFlow.Hosting.Anvil;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.NodeTools;
using ReFlow.Hosting.State;

namespace ReFlow.Hosting;

/// <summary>Adds a local Ethereum node. Not in Aspire.</summary>
public static class AnvilBuilderExtensions
{
    /// <summary>Adds a chain with id 31337, a block per second, and its state kept in the state folder.</summary>
    /// <param name="builder">The graph.</param>
    /// <param name="name">The resource name.</param>
    /// <param name="port">The fixed port on 127.0.0.1; a random one when null or with <c>--random-ports</c>.</param>
    public static IResourceBuilder<AnvilResource> AddAnvil(this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var chain = builder.AddResource(new AnvilResource(name));
        var check = $"{name}_check";
        builder.Services.AddHealthChecks().Add(new(
            check, services => new AnvilHealthCheck(chain.Resource, services.GetRequiredService<IHttpClientFactory>()), failureStatus: null, tags: null));
        builder.Services.AddSingleton<IHostedService>(services => new AnvilStateKeeper(
            new AnvilStateFile(services.GetRequiredService<StateFolder>().GetFolder(name)),
            services.GetRequiredService<ResourceLoggerService>().GetLogger(chain.Resource),
            services.GetRequiredService<TimeProvider>()));
        return chain
            .WithEndpoint(port: port, scheme: "tcp", name: AnvilResource.PrimaryEndpointName)
            .WithAnnotation(new NodePackagesAnnotation())
            .WithHealthCheck(check)
            .WithProcess(context => PrepareAsync(chain.Resource, builder.AppHostDirectory, context));
    }

    /// <summary>Lets a fresh chain begin in the past, so that a past can be built by time travel. A kept chain is not changed.</summary>
    /// <param name="builder">The chain.</param>
    /// <param name="age">Time between the genesis block and now.</param>
    public static IResourceBuilder<AnvilResource> WithGenesisAge(this IResourceBuilder<AnvilResource> builder, TimeSpan age)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(age, TimeSpan.Zero);
        builder.Resource.GenesisAge = age;
        return builder;
    }

    static async Task<ProcessStartSpec> PrepareAsync(AnvilResource chain, string appHostDirectory, ProcessPrepareContext context)
    {
        var state = context.Services.GetRequiredService<StateFolder>();
        var time = context.Services.GetService<TimeProvider>() ?? TimeProvider.System;
        var file = new AnvilStateFile(state.GetFolder(chain.Name));
        var startTime = await file.PrepareAsync(context.Logger, context.CancellationToken);
        if (startTime is null && !File.Exists(file.FullPath))
        {
            startTime = time.GetUtcNow() - chain.GenesisAge;
            Log.AnvilFreshState(context.Logger, startTime.Value);
        }

        return new ProcessStartSpec
        {
            FileName = NodeTool.Locate(RepositoryRoot.Find(appHostDirectory), "anvil"),
            Arguments = AnvilSettings.Arguments(context.GetPort(AnvilResource.PrimaryEndpointName), file.FullPath, startTime),
            WorkingDirectory = Path.GetDirectoryName(file.FullPath)!,
            // Anvil saves its state while it stops.
            StopGracePeriod = TimeSpan.FromSeconds(20),
        };
    }
}
