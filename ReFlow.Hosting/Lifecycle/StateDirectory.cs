namespace ReFlow.Hosting.Lifecycle;

/// <summary>Where the application keeps what survives a restart.</summary>
static class StateDirectory
{
    internal static string For(IDistributedApplicationBuilder builder) =>
        builder.Configuration[HostConfiguration.StateDirectory] is { Length: > 0 } configured
            ? Path.GetFullPath(configured)
            : Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", ".reflow"));
}
