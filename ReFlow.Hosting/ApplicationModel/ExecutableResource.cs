namespace ReFlow.Hosting.ApplicationModel;

/// <summary>A program that the host runs. Same as Aspire's; derive from it, or attach a <see cref="ProcessAnnotation"/>, for own servers.</summary>
public class ExecutableResource(string name, string command, string workingDirectory) : Resource(name),
    IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
{
    /// <summary>The program: a path, or a name found on PATH.</summary>
    public string Command { get; } = command ?? throw new ArgumentNullException(nameof(command));

    /// <summary>The directory that it runs in.</summary>
    public string WorkingDirectory { get; } = workingDirectory ?? throw new ArgumentNullException(nameof(workingDirectory));
}
