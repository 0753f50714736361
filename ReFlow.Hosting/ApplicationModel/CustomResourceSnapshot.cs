using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ReFlow.Hosting.ApplicationModel;

/// <summary>All that people see of a resource at one moment. Same as Aspire's, without volumes and icons.</summary>
public sealed record CustomResourceSnapshot
{
    /// <summary>The kind: <c>Project</c>, <c>Executable</c>, <c>Parameter</c>, or a custom resource's own word.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Details for people; names are in <see cref="KnownProperties"/>.</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>The state, or null before the start.</summary>
    public ResourceStateSnapshot? State { get; init; }

    /// <summary>The exit code of the last process.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The last report of each health check.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports { get; init; } = [];

    /// <summary>
    /// The worst report while running; a report not yet received counts as unhealthy; no checks count as healthy. Null when not running.
    /// </summary>
    public HealthStatus? HealthStatus => State?.Text == KnownResourceStates.Running
        ? HealthReports.Select(r => r.Status ?? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy)
            .DefaultIfEmpty(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy).Min()
        : null;

    /// <summary>The addresses.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>The environment of the process.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];

    /// <summary>The commands.</summary>
    public ImmutableArray<ResourceCommandSnapshot> Commands { get; init; } = [];

    /// <summary>The relations to other resources.</summary>
    public ImmutableArray<RelationshipSnapshot> Relationships { get; init; } = [];

    /// <summary>True when lists leave it out.</summary>
    public bool IsHidden { get; init; }

    /// <summary>When the resource was added.</summary>
    public DateTime? CreationTimeStamp { get; init; }

    /// <summary>When the last process started.</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>When the last process ended.</summary>
    public DateTime? StopTimeStamp { get; init; }

    /// <summary>The ready event of the current run; completed when all its handlers have.</summary>
    internal Task? ResourceReadyEvent { get; init; }

    /// <summary>Copies the snapshot with one property changed.</summary>
    public CustomResourceSnapshot WithProperty(string name, object? value) => this with
    {
        Properties = [.. Properties.Where(p => p.Name != name), new ResourcePropertySnapshot(name, value)],
    };

    /// <summary>The value of a property, or null.</summary>
    public object? Property(string name) => Properties.FirstOrDefault(p => p.Name == name)?.Value;
}

/// <summary>A state and how to show it.</summary>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>A state without a style.</summary>
    public static implicit operator ResourceStateSnapshot?(string? state) => state is null ? null : new(state, Style: null);
}

/// <summary>The last report of a health check; a null status means that it has not run yet.</summary>
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description, string? ExceptionText)
{
    /// <summary>When it ran.</summary>
    public DateTime? LastRunAt { get; init; }
}

/// <summary>A detail.</summary>
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    /// <summary>True when the value must not be shown.</summary>
    public bool IsSensitive { get; init; }
}

/// <summary>An address.</summary>
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal)
{
    /// <summary>What is shown instead of it.</summary>
    public string? DisplayText { get; init; }
}

/// <summary>An environment variable.</summary>
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec)
{
    /// <summary>True when the value must not be shown. Aspire masks all values on its page instead.</summary>
    public bool IsSensitive { get; init; }
}

/// <summary>A command and whether it can run.</summary>
public sealed record ResourceCommandSnapshot(string Name, ResourceCommandState State, string DisplayName, string? Description);

/// <summary>A relation to another resource.</summary>
public sealed record RelationshipSnapshot(string ResourceName, string Type);

/// <summary>Names of properties of snapshots.</summary>
public static class KnownProperties
{
    /// <summary>The process id.</summary>
    public const string ProcessId = "executable.pid";

    /// <summary>The program and its arguments.</summary>
    public const string CommandLine = "executable.commandLine";

    /// <summary>What the resource waits for and why, or null. ReFlow's own.</summary>
    public const string WaitingFor = "reflow.waitingFor";

    /// <summary>How often the process crashed and was started again. ReFlow's own.</summary>
    public const string RestartCount = "reflow.restartCount";

    /// <summary>The last error in words. ReFlow's own.</summary>
    public const string Error = "reflow.error";
}
