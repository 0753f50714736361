namespace ReFlow.Hosting;

/// <summary>Why the graph is evaluated.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>To run it.</summary>
    Run = 0,

    /// <summary>To write manifests.</summary>
    Publish = 1,
}

/// <summary>Why the graph is evaluated. The embedded host runs the graph; it does not publish yet.</summary>
public sealed class DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
{
    IServiceProvider? _services;

    /// <summary>The operation.</summary>
    public DistributedApplicationOperation Operation { get; } = operation;

    /// <summary>True when the graph runs.</summary>
    public bool IsRunMode => Operation is DistributedApplicationOperation.Run;

    /// <summary>True when manifests are written.</summary>
    public bool IsPublishMode => Operation is DistributedApplicationOperation.Publish;

    /// <summary>The application's services.</summary>
    /// <exception cref="InvalidOperationException">The application is not built yet.</exception>
    public IServiceProvider Services
    {
        get => _services ?? throw new InvalidOperationException("The services exist only after Build().");
        internal set => _services = value;
    }
}
