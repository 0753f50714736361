using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Lifecycle;
using ReFlow.Hosting.Processes;
using ReFlow.Hosting.Testing;

namespace ReFlow.Hosting;

/// <summary>
/// The running graph. Same as Aspire's, except that <see cref="Run"/> prints an error that the user can act on as one message and sets
/// the exit code, instead of throwing.
/// </summary>
public class DistributedApplication : IHost, IAsyncDisposable
{
    readonly IHost _host;
    readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal DistributedApplication(IHost host) => _host = host;

    /// <summary>The application's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>The state of every resource.</summary>
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Runs the commands of resources.</summary>
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    /// <summary>True when a test starts and stops the application; <see cref="Run"/> in the AppHost then only waits for the end.</summary>
    internal bool IsHeldByTest { get; set; }

    /// <summary>Begins a graph.</summary>
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    /// <summary>Begins a graph.</summary>
    /// <param name="args">The command line.</param>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => CreateBuilder(new DistributedApplicationOptions { Args = args });

    /// <summary>Begins a graph.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return EntryPointCapture.Current is { } capture ? capture.CreateBuilder(options) : new DistributedApplicationBuilder(options);
    }

    /// <summary>Starts the graph and waits for Ctrl+C, SIGTERM or <see cref="IHostApplicationLifetime.StopApplication"/>.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <inheritdoc cref="Run"/>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (IsHeldByTest)
        {
            await _disposed.Task.WaitAsync(cancellationToken);
            return;
        }

        try
        {
            if (!Services.GetRequiredService<HostConsole>().ShowHelpOrRefuse())
                return;
            var lifetime = Services.GetRequiredService<IHostApplicationLifetime>();
            _ = ParentProcess.WatchAsync(lifetime.StopApplication, Services.GetRequiredService<TimeProvider>(), lifetime.ApplicationStopping);
            await StartAsync(cancellationToken);
            await _host.WaitForShutdownAsync(cancellationToken);
        }
        catch (DistributedApplicationException e)
        {
            HostConsole.Error(e.Message);
            Environment.ExitCode = 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file in the way, a full disk: its own message names it, and the stack would only hide that.
            HostConsole.Error($"ReFlow has to end: {e.Message}");
            Environment.ExitCode = 1;
        }
        catch (OperationCanceledException) when (Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested)
        {
            // Ctrl+C while starting: what did start is stopped below.
        }
        finally
        {
            await DisposeAsync();
        }
    }

    /// <summary>Starts the graph; resources may still start when this returns.</summary>
    /// <exception cref="DistributedApplicationException">The state folder or a port cannot be used.</exception>
    public virtual Task StartAsync(CancellationToken cancellationToken = default) => _host.StartAsync(cancellationToken);

    /// <summary>Stops every resource, dependents first.</summary>
    public virtual Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops what still runs and releases the state folder.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        _disposed.TrySetResult();
        GC.SuppressFinalize(this);
    }
}
