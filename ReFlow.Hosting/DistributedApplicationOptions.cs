namespace ReFlow.Hosting;

/// <summary>How the application is built. Aspire's, without container registries and certificates.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>The command line.</summary>
    public string[]? Args { get; set; }

    /// <summary>The name of the AppHost's assembly; the entry assembly unless told otherwise.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>The application's name on the dashboard.</summary>
    public string? DashboardApplicationName { get; set; }

    /// <summary>True to run without the dashboard; waits then give up when a resource ends.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>True to copy the resources' console lines to the host's log.</summary>
    public bool EnableResourceLogging { get; set; }

    /// <summary>The folder of the AppHost's project; known from the build unless told otherwise.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>Accepted; the embedded host uses http in development.</summary>
    public bool AllowUnsecuredTransport { get; set; }

    /// <summary>True to write nothing to the console; tests do.</summary>
    internal bool IsQuiet { get; set; }
}
