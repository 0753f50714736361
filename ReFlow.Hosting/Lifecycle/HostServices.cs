using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Dashboard;
using ReFlow.Hosting.Eventing;
using ReFlow.Hosting.Processes;

namespace ReFlow.Hosting.Lifecycle;

/// <summary>Registers the parts of the host.</summary>
static class HostServices
{
    // Longer than any chain of grace periods in the graph; each process is killed at the end of its own.
    static readonly TimeSpan s_shutdownTimeout = TimeSpan.FromMinutes(2);

    internal static void AddHostServices(this IServiceCollection services, DistributedApplicationBuilder builder, DistributedApplicationEventing eventing)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IDistributedApplicationBuilder>(builder);
        services.AddSingleton(builder.Options);
        services.AddSingleton(builder.ExecutionContext);
        services.AddSingleton(eventing);
        services.AddSingleton<IDistributedApplicationEventing>(eventing);
        services.AddSingleton(_ => new DistributedApplicationModel(builder.Resources));
        services.AddSingleton(_ => new ResourceNotificationService
        {
            DefaultWaitBehavior = builder.IsDashboardDisabled ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable,
        });
        services.AddSingleton<ResourceLoggerService>();
        services.AddSingleton<ResourceCommandService>();

        services.AddSingleton(_ => HostState.Open(builder));
        services.AddSingleton<PortAllocator>();
        services.AddSingleton<ProcessEnvironment>();
        services.AddSingleton<ResourceWaits>();
        services.AddSingleton<HealthMonitor>();
        services.AddSingleton<PassiveResources>();
        services.AddSingleton<SupervisorServices>();
        services.AddSingleton<HostConsole>();
        services.AddSingleton<ApplicationOrchestrator>();
        services.AddSingleton<DashboardServer>();
        services.AddHostedService(p => p.GetRequiredService<DashboardServer>());
        services.AddHostedService(p => p.GetRequiredService<ApplicationOrchestrator>());
        services.Configure<HostOptions>(o => o.ShutdownTimeout = s_shutdownTimeout);

        services.AddHttpClient();
        // Everything they ask is on this machine; a proxy from the environment would answer for it.
        services.ConfigureHttpClientDefaults(clients => clients.UseSocketsHttpHandler((handler, _) => handler.UseProxy = false));
        services.AddHealthChecks();
    }
}
