namespace ReFlow.Hosting.ApplicationModel;

/// <summary>Names a health check that is registered in the application's services.</summary>
public sealed record HealthCheckAnnotation(string Key) : IResourceAnnotation;

/// <summary>How many processes of a project run.</summary>
public sealed record ReplicaAnnotation(int Replicas = 1) : IResourceAnnotation;

/// <summary>The resource starts on command only.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;

/// <summary>The state that a custom resource begins with.</summary>
public sealed record ResourceSnapshotAnnotation(CustomResourceSnapshot InitialSnapshot) : IResourceAnnotation;

/// <summary>A relation for people to see: <c>Reference</c>, <c>WaitFor</c>, <c>Parent</c>.</summary>
public sealed record ResourceRelationshipAnnotation(IResource Resource, string Type) : IResourceAnnotation;

/// <summary>Which of a source's values <c>WithReference</c> injects.</summary>
public sealed record ReferenceEnvironmentInjectionAnnotation(ReferenceEnvironmentInjectionFlags Flags) : IResourceAnnotation;

/// <summary>A command that people can run on a resource.</summary>
public sealed record ResourceCommandAnnotation(
    string Name, string DisplayName, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> ExecuteCommand, CommandOptions Options)
    : IResourceAnnotation;

/// <summary>Which of a source's values <c>WithReference</c> injects. Same numbers as Aspire's; connection properties are not injected.</summary>
[Flags]
public enum ReferenceEnvironmentInjectionFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>ConnectionStrings__{name}</c>.</summary>
    ConnectionString = 1,

    /// <summary>Accepted; nothing is injected for it.</summary>
    ConnectionProperties = 2,

    /// <summary><c>services__{name}__{endpoint}__{index}</c>.</summary>
    ServiceDiscovery = 4,

    /// <summary><c>{NAME}_{ENDPOINT}</c>.</summary>
    Endpoints = 8,

    /// <summary>All of them.</summary>
    All = 15,
}
