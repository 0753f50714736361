using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting;

/// <summary>The one implementation of <see cref="IResourceBuilder{T}"/>.</summary>
sealed class DistributedApplicationResourceBuilder<T>(IDistributedApplicationBuilder applicationBuilder, T resource) : IResourceBuilder<T>
    where T : IResource
{
    public T Resource { get; } = resource;

    public IDistributedApplicationBuilder ApplicationBuilder { get; } = applicationBuilder;

    public IResourceBuilder<T> WithAnnotation<TAnnotation>(
        TAnnotation annotation, ResourceAnnotationMutationBehavior behavior = ResourceAnnotationMutationBehavior.Append)
        where TAnnotation : IResourceAnnotation
    {
        if (behavior is ResourceAnnotationMutationBehavior.Replace)
        {
            foreach (var previous in Resource.Annotations.OfType<TAnnotation>().ToList())
                Resource.Annotations.Remove(previous);
        }

        Resource.Annotations.Add(annotation);
        return this;
    }
}
