using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Dashboard;

/// <summary>A row of <c>GET /api/resources</c>; other programs read it, so its fields are fixed.</summary>
/// <param name="Name">The resource, or one of its replicas.</param>
/// <param name="Kind">Project, Executable, PostgresServer…</param>
/// <param name="State">The state, e.g. Running.</param>
/// <param name="Health">Healthy, Degraded or Unhealthy while it runs, else null.</param>
/// <param name="ExitCode">Of the last process that ended.</param>
/// <param name="StartTime">When the last process started, UTC.</param>
/// <param name="Endpoints">Where it listens.</param>
sealed record ResourceView(
    string Name, string Kind, string? State, string? Health, int? ExitCode, DateTime? StartTime, IReadOnlyList<EndpointView> Endpoints)
{
    public static ResourceView Of(ResourceEvent change) => new(
        change.ResourceId, change.Snapshot.ResourceType, change.Snapshot.State?.Text, change.Snapshot.HealthStatus?.ToString(),
        change.Snapshot.ExitCode, change.Snapshot.StartTimeStamp, [.. change.Snapshot.Urls.Select(url => new EndpointView(url.Name ?? "", url.Url))]);
}

/// <summary>An address.</summary>
sealed record EndpointView(string Name, string Url);

/// <summary>What the page shows beside a row.</summary>
/// <param name="WaitingFor">What the resource waits for and why.</param>
/// <param name="Error">The last error, or what its health check says.</param>
/// <param name="RestartCount">How often it crashed and was started again.</param>
/// <param name="Commands">What can be done with it.</param>
sealed record ResourceDetails(string? WaitingFor, string? Error, int RestartCount, IReadOnlyList<CommandView> Commands)
{
    public static ResourceDetails Of(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        var unhealthy = snapshot.HealthReports.Where(report => report.Status is not null and not Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy)
            .Select(report => report.Description).FirstOrDefault();
        return new ResourceDetails(
            snapshot.Property(KnownProperties.WaitingFor) as string,
            snapshot.Property(KnownProperties.Error) as string ?? unhealthy,
            snapshot.Property(KnownProperties.RestartCount) as int? ?? 0,
            [.. snapshot.Commands.Where(command => command.State is not ResourceCommandState.Hidden)
                .Select(command => new CommandView(command.Name, command.DisplayName, command.State is ResourceCommandState.Enabled))]);
    }
}

/// <summary>A command.</summary>
sealed record CommandView(string Name, string DisplayName, bool IsEnabled);
