namespace ReFlow.Hosting.ApplicationModel;

/// <summary>The states of resources. Aspire's, and <see cref="Restarting"/>.</summary>
public static class KnownResourceStates
{
    /// <summary>The process is being started.</summary>
    public static readonly string Starting = "Starting";

    /// <summary>The process runs.</summary>
    public static readonly string Running = "Running";

    /// <summary>The start failed; the log says why.</summary>
    public static readonly string FailedToStart = "FailedToStart";

    /// <summary>The runtime below the resource does not work; the embedded host has none, so it never reports this.</summary>
    public static readonly string RuntimeUnhealthy = "RuntimeUnhealthy";

    /// <summary>The process was asked to stop.</summary>
    public static readonly string Stopping = "Stopping";

    /// <summary>The process was stopped, or a run-once process failed.</summary>
    public static readonly string Exited = "Exited";

    /// <summary>The process ended by itself with exit code 0.</summary>
    public static readonly string Finished = "Finished";

    /// <summary>The resource waits for others.</summary>
    public static readonly string Waiting = "Waiting";

    /// <summary>The resource starts on command.</summary>
    public static readonly string NotStarted = "NotStarted";

    /// <summary>A parameter or connection string has no value.</summary>
    public static readonly string ValueMissing = "ValueMissing";

    /// <summary>A resource without a lifetime is in use.</summary>
    public static readonly string Active = "Active";

    /// <summary>The process crashed and starts again after a pause. ReFlow's own: Aspire does not restart a crashed project.</summary>
    public static readonly string Restarting = "Restarting";

    /// <summary>The states that a resource does not leave by itself.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}

/// <summary>The commands that every process has.</summary>
public static class KnownResourceCommands
{
    /// <summary>Starts a resource that does not run.</summary>
    public static readonly string StartCommand = "start";

    /// <summary>Stops a running resource.</summary>
    public static readonly string StopCommand = "stop";

    /// <summary>Stops and starts a resource.</summary>
    public static readonly string RestartCommand = "restart";
}
