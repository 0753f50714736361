using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting;

/// <summary>
/// What the build knows about a referenced project; the generated <c>Projects.*</c> classes implement it. Adds
/// <see cref="AssemblyPath"/> to Aspire's and leaves out launch settings and file-based apps.
/// </summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>Full path of the project file.</summary>
    string ProjectPath { get; }

    /// <summary>Full path of the built assembly. Aspire has no such member, because it starts <c>dotnet run</c>.</summary>
    string AssemblyPath { get; }

    /// <summary>True when the project is built already; always true for generated classes.</summary>
    bool SuppressBuild => true;
}
