using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Tests.Model;

/// <summary>A resource that can be discovered, without a project behind it.</summary>
sealed class ServiceLikeResource(string name) : Resource(name), IResourceWithServiceDiscovery, IResourceWithEnvironment, IResourceWithWaitSupport;

static class ServiceLikeResources
{
    internal static IResourceBuilder<ServiceLikeResource> AddProjectLike(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new ServiceLikeResource(name)).WithHttpEndpoint();
}
