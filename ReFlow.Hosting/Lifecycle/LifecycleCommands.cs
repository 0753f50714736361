using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Lifecycle;

/// <summary>The commands that every process has: start, stop, restart.</summary>
static class LifecycleCommands
{
    internal static void AddTo(IResource resource)
    {
        if (!resource.Annotations.OfType<ProcessAnnotation>().Any())
            return;
    }
}
