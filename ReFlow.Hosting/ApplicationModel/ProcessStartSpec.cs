namespace ReFlow.Hosting.ApplicationModel;

/// <summary>How to start one process of a resource. ReFlow's own: where Aspire runs a container, the embedded host runs a program.</summary>
public sealed record ProcessStartSpec
{
    /// <summary>The program: a path, or a name found on PATH.</summary>
    public required string FileName { get; init; }

    /// <summary>Arguments, before those of <c>WithArgs</c>. Nothing is quoted or split.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The directory that it runs in.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Variables on top of the clean environment; those of <c>WithEnvironment</c> win over them.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The user to run as, when the host runs as root; null for the host's own user.</summary>
    public string? UserName { get; init; }

    /// <summary>The signal that asks the program to stop (<c>SIGTERM</c>, <c>SIGINT</c>); Windows ends it at once.</summary>
    public string StopSignal { get; init; } = "SIGTERM";

    /// <summary>How long the program may take to stop before its process tree is killed.</summary>
    public TimeSpan StopGracePeriod { get; init; } = TimeSpan.FromSeconds(10);
}
