using Microsoft.Extensions.Diagnostics.HealthChecks;
using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Lifecycle;

/// <summary>The console line for a change of a resource.</summary>
/// <param name="Key">Equal for changes that look the same to a person.</param>
/// <param name="Text">The line.</param>
/// <param name="IsFailure">True when the resource's last lines should follow.</param>
sealed record ResourceLine(string Key, string Text, bool IsFailure = false)
{
    /// <summary>The line to show, or null when the person has seen it already or has no use for it.</summary>
    internal static ResourceLine? Of(CustomResourceSnapshot snapshot, string? shownKey)
    {
        var line = snapshot.State?.Text switch
        {
            "Starting" => new ResourceLine("starting", "starting"),
            "Running" => Running(snapshot, shownKey),
            "Stopping" => new ResourceLine("stopping", "stopping"),
            "Finished" => new ResourceLine("finished", "finished"),
            "FailedToStart" => new ResourceLine("failed", $"failed to start: {Error(snapshot)}", IsFailure: true),
            "Restarting" => new ResourceLine($"restart {snapshot.Property(KnownProperties.RestartCount)}", $"crashed: {Error(snapshot)}", IsFailure: true),
            "Exited" => Exited(snapshot),
            _ => null,
        };
        return line is null || line.Key == shownKey ? null : line;
    }

    static ResourceLine? Running(CustomResourceSnapshot snapshot, string? shownKey)
    {
        if (snapshot.HealthStatus is HealthStatus.Healthy)
        {
            return snapshot.ResourceReadyEvent is null
                ? null
                : new ResourceLine("healthy", string.Join("  ", snapshot.Urls.Select(u => u.Url).Prepend(snapshot.HealthReports.IsEmpty ? "running" : "healthy")));
        }

        // Not healthy yet is what starting looks like; those who wait for it say so themselves.
        return shownKey is "healthy" && snapshot.HealthReports.Any(r => r.Status is not null)
            ? new ResourceLine("unhealthy", $"is {ResourceNotificationService.Describe(snapshot)}")
            : null;
    }

    static ResourceLine Exited(CustomResourceSnapshot snapshot) => snapshot.Property(KnownProperties.Error) is string && snapshot.ExitCode is { } code
        ? new ResourceLine("failed", FormattableString.Invariant($"failed with exit code {code}"), IsFailure: true)
        : new ResourceLine("stopped", "stopped");

    static string Error(CustomResourceSnapshot snapshot) => snapshot.Property(KnownProperties.Error) as string ?? "no reason was given";
}
