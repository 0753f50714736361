using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.ProjectLaunch;

namespace ReFlow.Hosting;

/// <summary>Options of <c>AddProject</c>. Aspire's; Kestrel endpoints of appsettings are never read.</summary>
public sealed class ProjectResourceOptions
{
    /// <summary>The launch profile; the first project profile unless told otherwise.</summary>
    public string? LaunchProfileName { get; set; }

    /// <summary>True to use no launch profile.</summary>
    public bool ExcludeLaunchProfile { get; set; }

    /// <summary>Accepted; Kestrel endpoints of appsettings are never read.</summary>
    public bool ExcludeKestrelEndpoints { get; set; }
}

/// <summary>
/// Adds projects. Differs from Aspire's: a launch profile gives its environment variables and arguments, but no endpoints
/// (<c>applicationUrl</c> is ignored), and there is no overload that takes a project path.
/// </summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project of the solution.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, _ => { });

    /// <summary>Adds a project of the solution with a launch profile; null for none.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, options =>
    {
        options.LaunchProfileName = launchProfileName;
        options.ExcludeLaunchProfile = launchProfileName is null;
    });

    /// <summary>Adds a project of the solution.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name, Action<ProjectResourceOptions> configure)
        where TProject : IProjectMetadata, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new ProjectResourceOptions();
        configure(options);
        var metadata = new TProject();
        var profile = options.ExcludeLaunchProfile ? null : LaunchProfile.Read(metadata, options.LaunchProfileName);
        var starter = new ProjectStarter(builder, metadata, profile);
        return builder.AddResource(new ProjectResource(name))
            .WithAnnotation<IProjectMetadata>(metadata)
            .WithProcess(starter.PrepareAsync)
            .WithEnvironment(starter.AddDefaults);
    }

    /// <summary>
    /// Runs several processes of the project. With no proxy in front, the first replica has the fixed port and the others get free
    /// ones; all are in <c>services__{name}__http__{index}</c>.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        return builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);
    }
}
