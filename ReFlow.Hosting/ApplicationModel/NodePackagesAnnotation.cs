namespace ReFlow.Hosting.ApplicationModel;

/// <summary>The resource runs a program out of node_modules; the host restores the packages before it starts anything. ReFlow's own.</summary>
public sealed class NodePackagesAnnotation : IResourceAnnotation;
