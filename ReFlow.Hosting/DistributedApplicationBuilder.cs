using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Eventing;
using ReFlow.Hosting.Lifecycle;
using ReFlow.Hosting.Testing;

namespace ReFlow.Hosting;

/// <summary>Builds the graph over a generic host.</summary>
sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    /// <summary>Carried by the AppHost's assembly; written by ReFlow.Hosting.targets.</summary>
    const string DirectoryMetadataKey = "AppHostProjectDirectory";

    readonly HostApplicationBuilder _inner;
    readonly DistributedApplicationEventing _eventing = new();
    readonly ResourceCollection _resources = [];

    internal DistributedApplicationBuilder(
        DistributedApplicationOptions options, Action<DistributedApplicationOptions, HostApplicationBuilderSettings>? configure = null)
    {
        Options = options;
        var settings = new HostApplicationBuilderSettings();
        configure?.Invoke(options, settings);
        var args = options.Args ?? [];
        AppHostAssembly = options.AssemblyName is { } name ? Assembly.Load(name) : Assembly.GetEntryAssembly();
        AppHostDirectory = options.ProjectDirectory ?? DirectoryOf(AppHostAssembly);
        settings.Args ??= HostCommandLine.ToConfigurationArguments(args);
        settings.ContentRootPath ??= AppHostDirectory;
        settings.ApplicationName ??= AppHostAssembly?.GetName().Name ?? "AppHost";
        _inner = new HostApplicationBuilder(settings);
        if (_inner.Configuration[HostDefaults.EnvironmentKey] is null)
            _inner.Environment.EnvironmentName = Environments.Development;

        // The resources' states are printed by the console reporter; the framework speaks only when something is wrong.
        // A start that fails is told by Run, in one message.
        _inner.Logging.SetMinimumLevel(LogLevel.Warning);
        // Health is a resource's state as well, not the host's error.
        _inner.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        _inner.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        _inner.Services.AddHostServices(this, _eventing);
    }

    public ConfigurationManager Configuration => _inner.Configuration;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    public IHostEnvironment Environment => _inner.Environment;

    public IServiceCollection Services => _inner.Services;

    public IDistributedApplicationEventing Eventing => _eventing;

    public DistributedApplicationExecutionContext ExecutionContext { get; } = new(DistributedApplicationOperation.Run);

    public IResourceCollection Resources => _resources;

    internal DistributedApplicationOptions Options { get; }

    /// <summary>The test that holds the entry point, or null.</summary>
    internal EntryPointCapture? Capture { get; init; }

    internal bool IsDashboardDisabled => Configuration.GetValue<bool?>(HostConfiguration.DisableDashboard) ?? Options.DisableDashboard;

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (_resources.FirstOrDefault(r => string.Equals(r.Name, resource.Name, StringComparison.OrdinalIgnoreCase)) is { } existing)
            throw new DistributedApplicationException(
                $"Cannot add the {resource.GetType().Name} '{resource.Name}': there is a {existing.GetType().Name} '{existing.Name}' already.");

        _resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new DistributedApplicationResourceBuilder<T>(this, resource);

    public DistributedApplication Build() => Capture?.Build(this) ?? BuildCore();

    internal DistributedApplication BuildCore()
    {
        foreach (var resource in _resources)
            LifecycleCommands.AddTo(resource);
        var host = _inner.Build();
        ExecutionContext.Services = host.Services;
        return new DistributedApplication(host);
    }

    static string DirectoryOf(Assembly? assembly) =>
        assembly?.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == DirectoryMetadataKey)?.Value
        ?? AppContext.BaseDirectory;
}
