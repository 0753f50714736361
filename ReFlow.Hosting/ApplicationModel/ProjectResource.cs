namespace ReFlow.Hosting.ApplicationModel;

/// <summary>
/// A .NET project of the solution. Differs from Aspire's: the host starts the built assembly (<c>dotnet exec</c>) instead of
/// <c>dotnet run</c>, because the AppHost's build built it already.
/// </summary>
public sealed class ProjectResource(string name) : Resource(name),
    IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource;
