using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds a command that people can run on the resource.</summary>
    public static IResourceBuilder<T> WithCommand<T>(
        this IResourceBuilder<T> builder, string name, string displayName,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand, CommandOptions? commandOptions = null)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(executeCommand);
        return builder.WithAnnotation(new ResourceCommandAnnotation(name, displayName, executeCommand, commandOptions ?? new CommandOptions()));
    }

    /// <summary>Starts the resource on command only.</summary>
    public static IResourceBuilder<T> WithExplicitStart<T>(this IResourceBuilder<T> builder)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ExplicitStartupAnnotation(), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Gives a custom resource the state that it begins with. In Aspire this is in <c>CustomResourceExtensions</c>.</summary>
    public static IResourceBuilder<T> WithInitialState<T>(this IResourceBuilder<T> builder, CustomResourceSnapshot initialSnapshot)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ResourceSnapshotAnnotation(initialSnapshot), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Makes the resource run a process. ReFlow's own; see <see cref="ProcessAnnotation"/>.</summary>
    public static IResourceBuilder<T> WithProcess<T>(
        this IResourceBuilder<T> builder, Func<ProcessPrepareContext, Task<ProcessStartSpec>> prepareAsync)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ProcessAnnotation(prepareAsync), ResourceAnnotationMutationBehavior.Replace);
    }
}
