using System.Collections.ObjectModel;

namespace ReFlow.Hosting.ApplicationModel;

/// <summary>The annotations of one resource, in the order in which they were added. Same as Aspire's.</summary>
public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>;
