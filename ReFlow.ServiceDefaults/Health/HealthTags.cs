namespace ReFlow.ServiceDefaults.Health;

/// <summary>The tags that sort health checks.</summary>
public static class HealthTags
{
    /// <summary>The process itself works; failing means restart it.</summary>
    public const string Live = "live";

    /// <summary>A real dependency answers; failing means send no traffic yet.</summary>
    public const string Ready = "ready";
}
