namespace ReFlow.Hosting;

/// <summary>Configuration keys of the embedded host; Aspire has none of them.</summary>
public static class HostConfiguration
{
    /// <summary>The state folder; <c>.reflow</c> beside the solution unless told otherwise.</summary>
    public const string StateDirectory = "ReFlow:Host:StateDirectory";

    /// <summary><c>true</c> gives every endpoint a free port.</summary>
    public const string RandomizePorts = "ReFlow:Host:RandomizePorts";

    /// <summary><c>true</c> clears the state folder at start.</summary>
    public const string Reset = "ReFlow:Host:Reset";

    /// <summary><c>true</c> runs without the dashboard; the same as <see cref="DistributedApplicationOptions.DisableDashboard"/>.</summary>
    public const string DisableDashboard = "ReFlow:Host:DisableDashboard";

    /// <summary>The dashboard's port, 18888 unless told otherwise.</summary>
    public const string DashboardPort = "ReFlow:Host:DashboardPort";
}
