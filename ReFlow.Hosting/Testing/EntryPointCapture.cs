using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Hosting;

namespace ReFlow.Hosting.Testing;

/// <summary>
/// Runs an AppHost's entry point on a thread of its own until it calls Build, and holds it there while the test changes the builder.
/// </summary>
sealed class EntryPointCapture(Assembly assembly, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
{
    static readonly AsyncLocal<EntryPointCapture?> s_current = new();

    readonly TaskCompletionSource<DistributedApplicationBuilder> _builder = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _mayBuild = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource<DistributedApplication> _application = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal static EntryPointCapture? Current => s_current.Value;

    internal Task<DistributedApplicationBuilder> StartAsync(string[] args)
    {
        var entryPoint = assembly.EntryPoint
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} has no entry point; expected an AppHost.");
        var thread = new Thread(() => RunEntryPoint(entryPoint, args)) { IsBackground = true, Name = $"{assembly.GetName().Name} entry point" };
        thread.Start();
        return _builder.Task;
    }

    internal DistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options)
    {
        options.AssemblyName ??= assembly.GetName().Name;
        return new DistributedApplicationBuilder(options, configure) { Capture = this };
    }

    /// <summary>Called by the entry point's Build: hands over the builder and waits until the test wants the application.</summary>
    internal DistributedApplication Build(DistributedApplicationBuilder builder)
    {
        _builder.TrySetResult(builder);
        _mayBuild.Task.GetAwaiter().GetResult();
        try
        {
            var application = builder.BuildCore();
            application.IsHeldByTest = true;
            _application.TrySetResult(application);
            return application;
        }
        catch (Exception e)
        {
            // The test asked for the application; the failure is its answer.
            _application.TrySetException(e);
            throw;
        }
    }

    internal Task<DistributedApplication> BuildAsync()
    {
        _mayBuild.TrySetResult();
        return _application.Task;
    }

    /// <summary>Ends an entry point whose application nobody wants any more.</summary>
    internal void Abandon() => _mayBuild.TrySetException(new HostAbortedException("The test disposed the builder without building it."));

    void RunEntryPoint(MethodInfo entryPoint, string[] args)
    {
        s_current.Value = this;
        try
        {
            var result = entryPoint.GetParameters().Length == 0 ? entryPoint.Invoke(null, null) : entryPoint.Invoke(null, [args]);
            if (result is Task task)
                task.GetAwaiter().GetResult();
            _builder.TrySetException(new InvalidOperationException($"The entry point of {assembly.GetName().Name} ended without calling Build()."));
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            _builder.TrySetException(ExceptionDispatchInfo.SetCurrentStackTrace(new DistributedApplicationException(
                $"The entry point of {assembly.GetName().Name} failed: {inner.Message}", inner)));
        }
    }
}
