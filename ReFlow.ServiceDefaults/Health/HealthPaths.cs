namespace ReFlow.ServiceDefaults.Health;

/// <summary>Where health is served.</summary>
public static class HealthPaths
{
    /// <summary>All checks: may this process take traffic?</summary>
    public const string Health = "/health";

    /// <summary>Checks tagged <see cref="HealthTags.Live"/>: should this process be restarted?</summary>
    public const string Alive = "/alive";
}
