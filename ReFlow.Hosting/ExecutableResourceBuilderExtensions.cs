using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting;

/// <summary>Adds programs. Same as Aspire's.</summary>
public static class ExecutableResourceBuilderExtensions
{
    /// <summary>Adds a program.</summary>
    /// <param name="builder">The graph.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="command">A path, or a name found on PATH.</param>
    /// <param name="workingDirectory">The directory that it runs in, relative to the AppHost's folder.</param>
    /// <param name="args">Its arguments.</param>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[]? args) =>
        builder.AddExecutable(name, command, workingDirectory, args?.Cast<object>().ToArray());

    /// <summary>Adds a program whose arguments may be values that are resolved at start.</summary>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params object[]? args)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var directory = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, workingDirectory));
        var executable = builder.AddResource(new ExecutableResource(name, command, directory)).WithProcess(context =>
            Task.FromResult(new ProcessStartSpec { FileName = command, WorkingDirectory = directory }));
        return args is { Length: > 0 } ? executable.WithArgs(args) : executable;
    }
}
