using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Eventing;
using ReFlow.Hosting.Lifecycle;

namespace ReFlow.Hosting.Testing;

/// <summary>A builder in the hands of a test.</summary>
sealed class TestingBuilder : IDistributedApplicationTestingBuilder
{
    readonly DistributedApplicationBuilder _inner;
    readonly EntryPointCapture? _capture;
    DistributedApplication? _application;

    internal TestingBuilder(DistributedApplicationBuilder inner, EntryPointCapture? capture)
    {
        (_inner, _capture) = (inner, capture);
        inner.Configuration[HostConfiguration.RandomizePorts] ??= "true";
        inner.Configuration[HostConfiguration.StateDirectory] ??= HostState.Temporary;
    }

    public ConfigurationManager Configuration => _inner.Configuration;

    public string AppHostDirectory => _inner.AppHostDirectory;

    public Assembly? AppHostAssembly => _inner.AppHostAssembly;

    public IHostEnvironment Environment => _inner.Environment;

    public IServiceCollection Services => _inner.Services;

    public IDistributedApplicationEventing Eventing => _inner.Eventing;

    public DistributedApplicationExecutionContext ExecutionContext => _inner.ExecutionContext;

    public IResourceCollection Resources => _inner.Resources;

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource => _inner.AddResource(resource);

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => _inner.CreateResourceBuilder(resource);

    public DistributedApplication Build() => BuildAsync().GetAwaiter().GetResult();

    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) =>
        _application ??= _capture is null ? _inner.BuildCore() : await _capture.BuildAsync().WaitAsync(cancellationToken);

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
            await _application.DisposeAsync();
        else
            _capture?.Abandon();
    }
}
