using Microsoft.Extensions.Logging;

namespace ReFlow.Hosting.ApplicationModel;

/// <summary>
/// Makes a resource run a process. The callback runs before each start (also before a restart), after the resource's waits, and may
/// prepare: create folders, initialise a data directory, write configuration. A <see cref="DistributedApplicationException"/> from
/// it ends the start with its message.
/// </summary>
public sealed class ProcessAnnotation(Func<ProcessPrepareContext, Task<ProcessStartSpec>> prepareAsync) : IResourceAnnotation
{
    /// <summary>Prepares a start and says how to do it.</summary>
    public Func<ProcessPrepareContext, Task<ProcessStartSpec>> PrepareAsync { get; } =
        prepareAsync ?? throw new ArgumentNullException(nameof(prepareAsync));
}

/// <summary>What a <see cref="ProcessAnnotation"/> may use.</summary>
public sealed class ProcessPrepareContext
{
    /// <summary>The resource that starts.</summary>
    public required IResource Resource { get; init; }

    /// <summary>Which replica, from 0.</summary>
    public int Replica { get; init; }

    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>Writes to the resource's console log.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>Ends when the application or the resource stops.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>The port that this replica must listen on.</summary>
    /// <exception cref="InvalidOperationException">The resource has no endpoint with that name.</exception>
    public int GetPort(string endpointName) => Resource.Annotations.OfType<EndpointAnnotation>()
        .FirstOrDefault(e => e.Name == endpointName)?.AllocatedEndpoints[Replica].Port
        ?? throw new InvalidOperationException($"The resource '{Resource.Name}' has no endpoint '{endpointName}'.");
}
