namespace ReFlow.Hosting.ApplicationModel;

/// <summary>What a resource waits for.</summary>
public enum WaitType
{
    /// <summary>Running, healthy, and its ready event handled.</summary>
    WaitUntilHealthy,

    /// <summary>Finished with the expected exit code.</summary>
    WaitForCompletion,

    /// <summary>Running.</summary>
    WaitUntilStarted,
}

/// <summary>What to do when the awaited resource cannot become available. Same numbers as Aspire's.</summary>
public enum WaitBehavior
{
    /// <summary>Keep waiting; somebody may start it again.</summary>
    WaitOnResourceUnavailable = 0,

    /// <summary>Give up with an error.</summary>
    StopOnResourceUnavailable = 1,
}

/// <summary>A wait of one resource on another. Same as Aspire's.</summary>
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    /// <summary>The awaited resource.</summary>
    public IResource Resource { get; } = resource ?? throw new ArgumentNullException(nameof(resource));

    /// <summary>What is awaited.</summary>
    public WaitType WaitType { get; } = waitType;

    /// <summary>The expected exit code of <see cref="WaitType.WaitForCompletion"/>.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>What to do when it cannot become available; null for the application's default.</summary>
    public WaitBehavior? WaitBehavior { get; init; }
}
