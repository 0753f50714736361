using Microsoft.Extensions.DependencyInjection;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Eventing;

namespace ReFlow.Hosting.Lifecycle;

/// <summary>Registers the parts of the host.</summary>
static class HostServices
{
    internal static void AddHostServices(this IServiceCollection services, DistributedApplicationBuilder builder, DistributedApplicationEventing eventing)
    {
        services.AddSingleton<IDistributedApplicationBuilder>(builder);
        services.AddSingleton(builder.Options);
        services.AddSingleton(builder.ExecutionContext);
        services.AddSingleton(eventing);
        services.AddSingleton<IDistributedApplicationEventing>(eventing);
        services.AddSingleton(_ => new DistributedApplicationModel(builder.Resources));
        services.AddSingleton<ResourceNotificationService>();
        services.AddSingleton<ResourceLoggerService>();
        services.AddSingleton<ResourceCommandService>();
        services.AddSingleton<HostConsole>();
        services.AddHttpClient();
        services.AddHealthChecks();
    }
}
